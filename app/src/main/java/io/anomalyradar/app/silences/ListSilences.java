package io.anomalyradar.app.silences;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
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
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private static void print(byte[] answer, PrintWriter out) {
        List<byte[]> silences = JsonValues.items(answer);
        if (silences.isEmpty()) {
            out.println("no silences");
        }
        silences.forEach(silence -> out.println(SilenceText.line(silence)));
    }
}
