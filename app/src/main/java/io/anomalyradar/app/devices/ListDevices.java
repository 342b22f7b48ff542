package io.anomalyradar.app.devices;

import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar devices list}. */
@Command(name = "list", description = "Lists the devices of the registry.")
final class ListDevices implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        new Registry(server)
                .each(entry -> out.println(String.format(
                        java.util.Locale.ROOT,
                        "%-24s %-16s %-24s %s",
                        entry.device(),
                        entry.group().isEmpty() ? "-" : entry.group(),
                        entry.displayName().isEmpty() ? "-" : entry.displayName(),
                        entry.attributes().isEmpty() ? "" : entry.attributes().toString())));
        out.flush();
    }
}
