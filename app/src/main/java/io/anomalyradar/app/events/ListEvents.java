package io.anomalyradar.app.events;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar events list}. */
@Command(name = "list", description = "Lists stored events, newest first.")
final class ListEvents implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    EventSelection selection = new EventSelection();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--from", paramLabel = "TIME", description = "Not before this time: ISO-8601 or milliseconds.")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this time.")
    @Nullable
    String to;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most this many (100).")
    int limit;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection())
                .get(selection.query(limit)
                        + (from == null ? "" : "&from=" + ServerApi.encoded(from))
                        + (to == null ? "" : "&to=" + ServerApi.encoded(to)));
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private static void print(byte[] answer, PrintWriter out) {
        List<byte[]> events = JsonValues.items(answer);
        if (events.isEmpty()) {
            out.println("no events");
        }
        events.forEach(event -> out.println(EventLine.of(EventLine.read(event))));
    }
}
