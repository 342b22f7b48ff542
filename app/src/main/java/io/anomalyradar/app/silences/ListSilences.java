package io.anomalyradar.app.silences;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar silences list}. */
@Command(name = "list", description = "Lists the silences that are not over; those that end first come first.")
final class ListSilences implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--over", description = "Also those that are over.")
    boolean over;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/silences" + (over ? "?over=true" : ""));
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            out.println(new String(answer, StandardCharsets.UTF_8));
            out.flush();
            return;
        }
        List<byte[]> silences = JsonValues.items(answer);
        if (silences.isEmpty()) {
            out.println("no silences");
        }
        silences.forEach(silence -> out.println(SilenceText.line(silence)));
        out.flush();
    }
}
