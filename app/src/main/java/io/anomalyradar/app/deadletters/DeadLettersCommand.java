package io.anomalyradar.app.deadletters;

import picocli.CommandLine.Command;

/** {@code radar deadletters}. */
@Command(
        name = "deadletters",
        description = "Shows the telemetry that was refused, and sends it again once the cause is mended.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListLetters.class, ReplayLetters.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar deadletters list --limit 20",
            "  radar deadletters replay --code TOO_MANY_SERIES --dry-run",
            "  radar deadletters replay --code TOO_MANY_SERIES"
        })
public final class DeadLettersCommand {}
