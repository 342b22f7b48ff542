package io.anomalyradar.model.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of an alert: schema Alert of spec/openapi.yaml, the same in the topic and the API. Thread-safe. */
public final class AlertJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private AlertJson() {}

    public static byte[] encode(Alert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_536);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, alert);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes {@code alert} as one JSON object. */
    public static void write(JsonGenerator json, Alert alert) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", alert.id());
        json.writeNumberField("revision", alert.revision());
        json.writeStringField("rule", alert.rule());
        json.writeStringField("title", alert.title());
        json.writeStringField("state", alert.state().name());
        json.writeStringField("severity", alert.severity().name());
        json.writeArrayFieldStart("channels");
        for (String channel : alert.channels()) {
            json.writeString(channel);
        }
        json.writeEndArray();
        json.writeNumberField("snoozedUntilMillis", alert.snoozedUntilMillis());
        json.writeStringField("silence", alert.silence());
        json.writeNumberField("silencedUntilMillis", alert.silencedUntilMillis());
        json.writeStringField("assignee", alert.assignee());
        json.writeNumberField("dueMillis", alert.dueMillis());
        json.writeNumberField("createdMillis", alert.createdMillis());
        json.writeNumberField("changedMillis", alert.changedMillis());
        json.writeFieldName("anomaly");
        AnomalyJson.write(json, alert.anomaly());
        json.writeArrayFieldStart("timeline");
        for (TimelineEntry entry : alert.timeline()) {
            json.writeStartObject();
            json.writeNumberField("atMillis", entry.atMillis());
            json.writeStringField("change", entry.change().name());
            json.writeStringField("by", entry.by());
            json.writeStringField("text", entry.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Decodes an alert; unknown fields are skipped.
     *
     * @throws IOException if the bytes are not an alert in JSON
     */
    public static Alert decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "an alert is one JSON object");
            return alert(json);
        } catch (IllegalArgumentException wrong) { // unknown enumeration constant or number
            throw new IOException("not an alert: " + wrong.getMessage(), wrong);
        }
    }

    private static Alert alert(JsonParser json) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        @Nullable Anomaly anomaly = null;
        List<String> channels = List.of();
        List<TimelineEntry> timeline = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("anomaly")) {
                anomaly = AnomalyJson.read(json);
            } else if (field.equals("channels")) {
                channels = channels(json);
            } else if (field.equals("timeline")) {
                timeline = timeline(json);
            } else if (token.isScalarValue()) {
                scalars.put(field, json.getText());
            } else {
                json.skipChildren();
            }
        }
        if (anomaly == null) {
            throw new IOException("not an alert: the field anomaly is missing");
        }
        require(!timeline.isEmpty(), "an alert has a timeline");
        return new Alert(
                text(scalars, "id"),
                Integer.parseInt(text(scalars, "revision")),
                text(scalars, "rule"),
                text(scalars, "title"),
                AlertState.valueOf(text(scalars, "state")),
                AlertSeverity.valueOf(text(scalars, "severity")),
                Long.parseLong(text(scalars, "snoozedUntilMillis")),
                text(scalars, "silence"),
                Long.parseLong(text(scalars, "silencedUntilMillis")),
                text(scalars, "assignee"),
                channels,
                Long.parseLong(text(scalars, "dueMillis")),
                anomaly,
                timeline);
    }

    private static List<String> channels(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, "channels is a list");
        List<String> channels = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            channels.add(json.getText());
        }
        return channels;
    }

    private static List<TimelineEntry> timeline(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, "a timeline is a list");
        List<TimelineEntry> entries = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> scalars = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                scalars.put(field, json.getText());
                json.skipChildren();
            }
            entries.add(new TimelineEntry(
                    Long.parseLong(text(scalars, "atMillis")),
                    AlertChange.valueOf(text(scalars, "change")),
                    text(scalars, "by"),
                    text(scalars, "text")));
        }
        return entries;
    }

    private static String text(Map<String, String> scalars, String field) throws IOException {
        String text = scalars.get(field);
        if (text == null) {
            throw new IOException("not an alert: the field " + field + " is missing");
        }
        return text;
    }

    private static void require(boolean fulfilled, String otherwise) throws IOException {
        if (!fulfilled) {
            throw new IOException("not an alert: " + otherwise);
        }
    }
}
