package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.DeviceJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar devices export}. */
@Command(name = "export", description = "Writes every entry, one JSON object a line.")
final class ExportDevices implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        new Registry(server).each(entry -> out.println(new String(DeviceJson.write(entry), StandardCharsets.UTF_8)));
        out.flush();
    }
}
