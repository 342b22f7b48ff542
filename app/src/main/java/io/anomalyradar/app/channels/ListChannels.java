package io.anomalyradar.app.channels;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar channels list}. */
@Command(name = "list", description = "Lists the channels, with what waits and what failed.")
final class ListChannels implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/channels");
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private static void print(byte[] answer, PrintWriter out) {
        List<Map<String, @Nullable String>> channels = JsonRows.of(answer, "items");
        if (channels.isEmpty()) {
            out.println("no channels: nobody is notified (docs/notifications.md says how to add one)");
        }
        for (Map<String, @Nullable String> channel : channels) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-20s  %-12s  %-4s  %s  %s",
                    channel.get("id"),
                    channel.get("type"),
                    channel.get("state"),
                    budget(channel),
                    channel.get("detail")));
        }
    }

    /** What its people accept, and what asked for them and reached them in the last seven days. */
    private static String budget(Map<String, @Nullable String> channel) {
        String pages = channel.get("pagesPerWeek");
        return "sent " + channel.get("sentLastWeek") + " of " + channel.get("askedLastWeek") + " in 7 days, "
                + ("0".equals(pages) ? "no limit;" : "budget " + pages + ";");
    }
}
