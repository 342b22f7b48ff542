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
        writeTexts(json, "channels", alert.channels());
        json.writeNumberField("snoozedUntilMillis", alert.snoozedUntilMillis());
        json.writeStringField("silence", alert.silence());
        json.writeNumberField("silencedUntilMillis", alert.silencedUntilMillis());
        json.writeStringField("assignee", alert.assignee());
        json.writeNumberField("dueMillis", alert.dueMillis());
        json.writeStringField("area", alert.area());
        json.writeStringField("incident", alert.incident());
        json.writeNumberField("createdMillis", alert.createdMillis());
        json.writeNumberField("changedMillis", alert.changedMillis());
        json.writeFieldName("anomaly");
        AnomalyJson.write(json, alert.anomaly());
        writeLabels(json, alert.labels());
        writeTimeline(json, "timeline", alert.timeline());
        json.writeEndObject();
    }

    /** Writes the field {@code labels} of the current object. */
    public static void writeLabels(JsonGenerator json, Map<String, String> labels) throws IOException {
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }

    static void writeTexts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** Writes {@code timeline} as the field {@code field}. */
    public static void writeTimeline(JsonGenerator json, String field, List<TimelineEntry> timeline)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (TimelineEntry entry : timeline) {
            json.writeStartObject();
            json.writeNumberField("atMillis", entry.atMillis());
            json.writeStringField("change", entry.change().name());
            json.writeStringField("by", entry.by());
            json.writeStringField("text", entry.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /**
     * Decodes an alert; unknown fields are skipped.
     *
     * @throws IOException if the bytes are not an alert in JSON
     */
    public static Alert decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "an alert is one JSON object");
            return read(json);
        } catch (IllegalArgumentException wrong) { // unknown enumeration constant or number
            throw new IOException("not an alert: " + wrong.getMessage(), wrong);
        }
    }

    /** The alert at whose first brace the parser stands. */
    public static Alert read(JsonParser json) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        @Nullable Anomaly anomaly = null;
        List<String> channels = List.of();
        List<TimelineEntry> timeline = List.of();
        Map<String, String> labels = Map.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            if (field.equals("anomaly")) {
                anomaly = AnomalyJson.read(json);
            } else if (field.equals("channels")) {
                channels = texts(json, field);
            } else if (field.equals("labels")) {
                labels = scalars(json);
            } else if (field.equals("timeline")) {
                timeline = timeline(json);
            } else {
                scalar(json, token, field, scalars);
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
                text(scalars, "area"),
                text(scalars, "incident"),
                anomaly,
                labels,
                timeline);
    }

    static void scalar(JsonParser json, JsonToken token, String field, Map<String, String> scalars) throws IOException {
        if (token.isScalarValue()) {
            scalars.put(field, json.getText());
        } else {
            json.skipChildren();
        }
    }

    static List<String> texts(JsonParser json, String field) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, field + " is a list");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
        }
        return texts;
    }

    static List<TimelineEntry> timeline(JsonParser json) throws IOException {
        List<TimelineEntry> entries = new ArrayList<>();
        objects(
                json,
                "timeline",
                fields -> entries.add(new TimelineEntry(
                        Long.parseLong(text(fields, "atMillis")),
                        AlertChange.valueOf(text(fields, "change")),
                        text(fields, "by"),
                        text(fields, "text"))));
        return entries;
    }

    /** Takes the scalar fields of an object. */
    @FunctionalInterface
    interface Fields {
        void accept(Map<String, String> fields) throws IOException;
    }

    /** Passes on each object of the list at which the parser stands. */
    static void objects(JsonParser json, String field, Fields each) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, field + " is a list");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            each.accept(scalars(json));
        }
    }

    /** The scalar fields of the object at whose first brace the parser stands. */
    static Map<String, String> scalars(JsonParser json) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            scalar(json, json.nextToken(), field, scalars);
        }
        return scalars;
    }

    static String text(Map<String, String> scalars, String field) throws IOException {
        String text = scalars.get(field);
        if (text == null) {
            throw new IOException("the field " + field + " is missing");
        }
        return text;
    }

    static void require(boolean fulfilled, String otherwise) throws IOException {
        if (!fulfilled) {
            throw new IOException(otherwise);
        }
    }
}
