package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
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
    ServerOptions server = new ServerOptions();

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
        new Registry(server).delete(device);
    }
}
