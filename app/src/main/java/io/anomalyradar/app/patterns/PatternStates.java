package io.anomalyradar.app.patterns;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.MachinePositionJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar patterns states}. */
@Command(name = "states", description = "Shows the state that each key of a state machine is in.")
final class PatternStates implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Parameters(paramLabel = "PATTERN", description = "Id of the state machine.")
    String id = "";

    @Option(names = "--key", description = "Only this key.")
    String key = "";

    @Option(names = "--state", description = "Only keys in this state.")
    String state = "";

    @Option(names = "--limit", description = "At most so many, those that moved last; by default ${DEFAULT-VALUE}.")
    int limit = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        String query = "?limit=" + limit
                + (key.isEmpty() ? "" : "&key=" + ServerApi.encoded(key))
                + (state.isEmpty() ? "" : "&state=" + ServerApi.encoded(state));
        byte[] answer =
                new ServerApi(server.connection()).get("/api/v1/patterns/" + ServerApi.encoded(id) + "/states" + query);
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private static void print(byte[] answer, PrintWriter out) {
        List<byte[]> items = JsonValues.items(answer);
        if (items.isEmpty()) {
            out.println("no key is in such a state");
        }
        for (byte[] item : items) {
            MachinePosition position = decoded(item);
            out.println(String.format(
                    Locale.ROOT,
                    "%-24s  %-20s  since %s  %s",
                    position.key(),
                    position.state(),
                    TimelineText.time(position.sinceMillis()),
                    position.input()));
        }
    }

    private static MachinePosition decoded(byte[] item) {
        try {
            return MachinePositionJson.decode(item);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "the server's answer cannot be read: is it of another release?", unreadable);
        }
    }
}
