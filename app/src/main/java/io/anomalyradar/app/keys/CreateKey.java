package io.anomalyradar.app.keys;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar keys create}. */
@Command(
        name = "create",
        description =
                "Creates a key and prints it. It is printed only now: the server keeps no more than a hash of it.")
final class CreateKey implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What the key is for.")
    String name = "";

    @Option(names = "--role", paramLabel = "ROLE", description = "viewer, operator, editor or admin; absent: none.")
    String role = "none";

    @Option(
            names = "--door",
            paramLabel = "DOOR",
            split = ",",
            description =
                    "A door through which it sends: json, influx, prometheus, otlp, collectd or *. May be repeated.")
    List<String> doors = List.of();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            split = ",",
            description = "Limits it to the devices of this group of the registry. May be repeated.")
    List<String> groups = List.of();

    @Option(names = "--prefix", paramLabel = "TEXT", description = "Limits it to devices whose names begin so.")
    String prefix = "";

    @Option(names = "--days", paramLabel = "DAYS", description = "Ends it after so many days; absent: never.")
    @Nullable
    Integer days;

    @Option(
            names = "--first",
            description = "The key that is presented is the one-time token that 'radar up' printed; it is used up.")
    boolean first;

    @Override
    public void run() {
        ServerApi api = new ServerApi(server.connection());
        byte[] answer = first ? api.postWithSession("/api/v1/keys", body()) : api.post("/api/v1/keys", body());
        json.print(spec.commandLine().getOut(), answer, out -> {
            Map<String, @Nullable String> key = JsonRows.object(answer).get(0);
            out.println(key.get("key"));
        });
    }

    private byte[] body() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = new JsonFactory().createGenerator(bytes)) {
            to.writeStartObject();
            to.writeStringField("name", name);
            to.writeStringField("role", role);
            write(to, "doors", doors);
            write(to, "groups", groups);
            to.writeStringField("devicePrefix", prefix);
            if (days != null) {
                to.writeNumberField(
                        "expiresAtMillis",
                        System.currentTimeMillis() + Duration.ofDays(days).toMillis());
            }
            to.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator to, String field, List<String> texts) throws IOException {
        to.writeArrayFieldStart(field);
        for (String text : texts) {
            to.writeString(text);
        }
        to.writeEndArray();
    }
}
