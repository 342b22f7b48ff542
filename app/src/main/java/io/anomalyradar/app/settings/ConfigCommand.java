package io.anomalyradar.app.settings;

import picocli.CommandLine.Command;

/** {@code radar config}. */
@Command(
        name = "config",
        description = "Shows the configuration.",
        subcommands = {PrintConfig.class, PrintExample.class})
public final class ConfigCommand {}
