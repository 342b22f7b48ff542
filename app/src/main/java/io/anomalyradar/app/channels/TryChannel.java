package io.anomalyradar.app.channels;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar channels test}. */
@Command(
        name = "test",
        description = "Sends an example alert and its end through a channel, and says what became of it.")
final class TryChannel implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "CHANNEL", description = "Its id.")
    String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).post("/api/v1/channels/" + ServerApi.encoded(id) + "/test");
        Map<String, @Nullable String> outcome = JsonRows.object(answer).get(0);
        String detail = outcome.get("detail");
        if (!"true".equals(outcome.get("delivered"))) {
            throw new CommandFailure(ExitCode.FAILURE, id + ": not delivered: " + detail);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(id + ": delivered: " + detail);
        out.flush();
    }
}
