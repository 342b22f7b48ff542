package io.anomalyradar.app.settings;

import picocli.CommandLine.Command;

/** {@code radar config}. */
@Command(
        name = "config",
        description =
                "Shows the settings of radar.yaml; lists, compares and changes the detector's configuration while it runs.",
        subcommands = {
            PrintConfig.class,
            PrintExample.class,
            ListVersions.class,
            ShowVersion.class,
            DiffVersions.class,
            ExportVersion.class,
            ApplyVersion.class,
            RollBack.class,
            SetValues.class
        })
public final class ConfigCommand {}
