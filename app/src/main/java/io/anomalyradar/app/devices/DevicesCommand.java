package io.anomalyradar.app.devices;

import picocli.CommandLine.Command;

/** {@code radar devices}. */
@Command(
        name = "devices",
        description =
                "Lists and changes the device registry: group, parent, feeds, attributes and owner of each device.",
        subcommands = {
            ListDevices.class,
            ShowDevice.class,
            SetDevice.class,
            RenameDevice.class,
            DeleteDevice.class,
            ExportDevices.class,
            ImportDevices.class
        })
public final class DevicesCommand {}
