package io.anomalyradar.app.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar events send}. */
@Command(
        name = "send",
        description = "Sends one event given by options, or those of a file: one event in JSON per line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar events send --type deploy --key checkout --attribute version=1.4.2",
            "  radar events send --type maintenance --key pump-7 --time 2026-03-01T08:00:00Z",
            "  radar events send events.ndjson"
        })
final class SendEvents implements Runnable {
    private static final JsonFactory JSON = new JsonFactory();

    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "NDJSON; - is the standard input.")
    @Nullable
    Path file;

    @Option(names = "--type", paramLabel = "TYPE", description = "What happened.")
    @Nullable
    String type;

    @Option(names = "--key", paramLabel = "KEY", description = "Whom or what it happened to.")
    @Nullable
    String key;

    @Option(names = "--time", paramLabel = "TIME", description = "When: ISO-8601; now if it is absent.")
    @Nullable
    String time;

    @Option(names = "--attribute", paramLabel = "NAME=VALUE", description = "May be repeated.")
    Map<String, String> attributes = new TreeMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        boolean single = type != null && key != null;
        if (single == (file != null)) {
            throw new CommandFailure(ExitCode.USAGE, "give --type and --key, or a file");
        }
        byte[] answer = new ServerApi(server.connection())
                .post("/api/v1/events", "application/x-ndjson", single ? event() : content());
        List<Map<String, @Nullable String>> receipt = JsonRows.object(answer);
        spec.commandLine()
                .getOut()
                .println(receipt.get(0).get("accepted") + " accepted, "
                        + receipt.get(0).get("rejected") + " rejected");
        JsonRows.of(answer, "rejections").forEach(rejection -> spec.commandLine()
                .getErr()
                .println("event " + rejection.get("index") + ": " + rejection.get("reason")));
    }

    private byte[] content() {
        try {
            Path path = file;
            return path == null || path.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private byte[] event() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("key", key);
            if (time != null) {
                json.writeStringField("time", time);
            }
            json.writeObjectFieldStart("attributes");
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                json.writeFieldName(attribute.getKey());
                write(json, attribute.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String value) throws IOException {
        if (value.matches("-?[0-9]{1,15}([.][0-9]{1,15})?")) {
            json.writeNumber(value);
        } else if (value.equals("true") || value.equals("false")) {
            json.writeBoolean(value.equals("true"));
        } else {
            json.writeString(value);
        }
    }
}
