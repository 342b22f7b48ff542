package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.DeviceJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar devices show}. */
@Command(name = "show", description = "Shows the entry of a device as JSON.")
final class ShowDevice implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "DEVICE")
    String device = "";

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(new String(DeviceJson.write(new Registry(server).entry(device)), StandardCharsets.UTF_8));
        out.flush();
    }
}
