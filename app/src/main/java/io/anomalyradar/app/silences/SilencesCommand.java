package io.anomalyradar.app.silences;

import picocli.CommandLine.Command;

/** {@code radar silences}. */
@Command(
        name = "silences",
        description = "Lists, begins and ends times in which nobody is notified of some alerts.",
        subcommands = {ListSilences.class, AddSilence.class, EndSilence.class})
public final class SilencesCommand {}
