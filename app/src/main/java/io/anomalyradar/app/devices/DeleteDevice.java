package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ConfigOptions;
import io.anomalyradar.app.command.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar devices delete}. */
@Command(name = "delete", description = "Deletes a device and everything that is stored and learnt of it.")
final class DeleteDevice implements Runnable {
    @Mixin
    ConfigOptions config = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "DEVICE")
    String device = "";

    @Option(names = "--yes", description = "Required: what is deleted does not come back.")
    boolean sure;

    @Override
    public void run() {
        if (!sure) {
            throw new CommandFailure(
                    ExitCode.USAGE, "this deletes " + device + " with all its data for ever: repeat it with --yes");
        }
        new Registry(config).delete(device);
    }
}
