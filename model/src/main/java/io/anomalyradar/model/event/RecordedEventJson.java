package io.anomalyradar.model.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON form of an event in the log: schema Event of spec/openapi.yaml, the same in stores and the API. Thread-safe. */
public final class RecordedEventJson {
    private RecordedEventJson() {}

    public static byte[] encode(RecordedEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = EventJson.FACTORY.createGenerator(bytes)) {
            write(json, event);
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes {@code event} as one JSON object. */
    public static void write(JsonGenerator json, RecordedEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", event.id());
        json.writeStringField("type", event.type());
        json.writeStringField("key", event.key());
        json.writeNumberField("timestampMillis", event.timestampMillis());
        writeAttributes(json, event.attributes());
        String own = event.event().id();
        if (own != null) {
            json.writeStringField("senderId", own);
        }
        json.writeNumberField("appendTimeMillis", event.appendTimeMillis());
        json.writeFieldName("source");
        AnomalyJson.writeSource(json, event.source());
        json.writeEndObject();
    }

    private static void writeAttributes(JsonGenerator json, SortedMap<String, Object> attributes) throws IOException {
        json.writeObjectFieldStart("attributes");
        for (var attribute : attributes.entrySet()) {
            json.writeFieldName(attribute.getKey());
            if (attribute.getValue() instanceof Double number) {
                writeNumber(json, number);
            } else if (attribute.getValue() instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else {
                json.writeString(attribute.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    /** {@code event} as its sender writes it: one line of JSON (spec/events.md). */
    public static byte[] line(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = EventJson.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", event.type());
            json.writeStringField("key", event.key());
            if (event.timestampMillis() != Event.NO_TIME) {
                json.writeNumberField("time", event.timestampMillis());
            }
            String id = event.id();
            if (id != null) {
                json.writeStringField("id", id);
            }
            writeAttributes(json, event.attributes());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail", impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeNumber(JsonGenerator json, double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    /**
     * Decodes what {@link #encode} wrote; unknown fields are skipped.
     *
     * @throws IOException if the bytes are not such an event
     */
    public static RecordedEvent decode(byte[] bytes) throws IOException {
        try (JsonParser json = EventJson.FACTORY.createParser(bytes)) {
            json.nextToken();
            String id = "";
            String type = "";
            String key = "";
            long time = 0;
            long append = 0;
            @Nullable String own = null;
            @Nullable SourcePosition source = null;
            SortedMap<String, Object> attributes = new TreeMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "id" -> id = json.getText();
                    case "type" -> type = json.getText();
                    case "key" -> key = json.getText();
                    case "timestampMillis" -> time = json.getLongValue();
                    case "senderId" -> own = json.getText();
                    case "appendTimeMillis" -> append = json.getLongValue();
                    case "source" -> source = source(json);
                    case "attributes" -> readAttributes(json, attributes);
                    default -> json.skipChildren();
                }
            }
            if (id.isEmpty() || source == null) {
                throw new IOException("not an event: id or source is missing");
            }
            return new RecordedEvent(id, new Event(type, key, time, own, attributes), source, append);
        }
    }

    private static SourcePosition source(JsonParser json) throws IOException {
        String topicId = "";
        int partition = 0;
        int epoch = SourcePosition.UNKNOWN_EPOCH;
        long offset = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "topicId" -> topicId = json.getText();
                case "partition" -> partition = json.getIntValue();
                case "leaderEpoch" -> epoch = json.getIntValue();
                case "offset" -> offset = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new SourcePosition(topicId, partition, epoch, offset);
    }

    private static void readAttributes(JsonParser json, SortedMap<String, Object> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            into.put(
                    name,
                    token.isNumeric()
                            ? (Object) json.getDoubleValue()
                            : token.isBoolean() ? (Object) json.getBooleanValue() : json.getText());
        }
    }
}
