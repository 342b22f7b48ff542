package io.anomalyradar.app.silences;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.settings.Durations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar silences add}. */
@Command(
        name = "add",
        description = {
            "Silences alerts for some time, and says what it covers.",
            "Example: radar silences add 2h --device 'pump-*' --comment 'seals are replaced'"
        })
final class AddSilence implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "DURATION", description = "How long, such as 30m, 4h or 7d; at most 30d.")
    String duration = "";

    @Option(names = "--device", paramLabel = "PATTERN", description = "Only devices with such a name; * and ? match.")
    @Nullable
    String device;

    @Option(names = "--metric", paramLabel = "PATTERN", description = "Only metrics with such a name.")
    @Nullable
    String metric;

    @Option(names = "--group", paramLabel = "PATTERN", description = "Only devices of such a group of the registry.")
    @Nullable
    String group;

    @Option(names = "--rule", paramLabel = "ID", description = "Only alerts of this rule; may be given several times.")
    List<String> rules = List.of();

    @Option(names = "--start", paramLabel = "TIME", description = "When it begins, such as 2027-01-05T22:00:00Z; now.")
    @Nullable
    String start;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    String comment = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who answers for it; default: the user of this machine.")
    String by = System.getProperty("user.name", "");

    @Option(names = "--all", description = "Needed to silence everything: no device, metric, group or rule is given.")
    boolean all;

    @Option(names = "--dry-run", description = "Only say what it would cover.")
    boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void run() {
        if (!all && device == null && metric == null && group == null && rules.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "this would silence every alert: name a device, metric, group or rule, or say --all");
        }
        long from = start == null ? System.currentTimeMillis() : time(start);
        long until = from + length();
        byte[] silence = bytes(json -> write(json, start == null ? 0 : from, until));
        byte[] answer =
                new ServerApi(server.connection()).post("/api/v1/silences" + (dryRun ? "?dryRun=true" : ""), silence);
        PrintWriter out = spec.commandLine().getOut();
        if (!dryRun) {
            out.println(SilenceText.line(answer));
        }
        byte[] reach = JsonValues.field(answer, "reach");
        Map<String, @Nullable String> counts = JsonRows.object(reach).get(0);
        out.println((dryRun ? "would cover " : "covers ") + counts.get("devices") + " devices and "
                + counts.get("alerts") + " open alerts: "
                + new String(JsonValues.field(reach, "examples"), StandardCharsets.UTF_8));
        out.flush();
    }

    private void write(JsonGenerator json, long from, long until) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("selector");
        writeUnlessNull(json, "device", device);
        writeUnlessNull(json, "metric", metric);
        writeUnlessNull(json, "group", group);
        json.writeEndObject();
        json.writeArrayFieldStart("rules");
        for (String rule : rules) {
            json.writeString(rule);
        }
        json.writeEndArray();
        json.writeNumberField("startsAtMillis", from);
        json.writeNumberField("endsAtMillis", until);
        json.writeStringField("by", by);
        json.writeStringField("comment", comment);
        json.writeEndObject();
    }

    private static void writeUnlessNull(JsonGenerator json, String field, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    private long length() {
        try {
            return Durations.parse(duration).toMillis();
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailure(ExitCode.USAGE, "'" + duration + "' is not a duration such as 30m, 4h or 7d");
        }
    }

    private static long time(String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException malformed) {
            throw new CommandFailure(ExitCode.USAGE, "'" + text + "' is not a time such as 2027-01-05T22:00:00Z");
        }
    }
}
