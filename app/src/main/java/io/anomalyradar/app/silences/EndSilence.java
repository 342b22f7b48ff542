package io.anomalyradar.app.silences;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar silences end}. */
@Command(name = "end", description = "Ends a silence now; people are notified of what still fires.")
final class EndSilence implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "SILENCE", description = "Its id.")
    String id = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who ends it; default: the user of this machine.")
    String by = System.getProperty("user.name", "");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection())
                .post("/api/v1/silences/" + ServerApi.encoded(id) + "/end", AddSilence.bytes(json -> {
                    json.writeStartObject();
                    json.writeStringField("by", by);
                    json.writeEndObject();
                }));
        PrintWriter out = spec.commandLine().getOut();
        out.println(SilenceText.line(answer));
        out.flush();
    }
}
