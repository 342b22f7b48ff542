package io.anomalyradar.app.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Frames as JSON (spec/telemetry.md), one a line. */
final class FrameText {
    private static final JsonFactory JSON = new JsonFactory();

    private FrameText() {}

    /** The frame in UTF-8, without the end of the line. */
    static byte[] line(Frame frame) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(json, frame);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a byte array takes everything", impossible);
        }
        return line.toByteArray();
    }

    private static void write(JsonGenerator json, Frame frame) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", frame.device());
        if (frame.timestampMillis() != Frame.NO_TIMESTAMP) {
            json.writeNumberField("ts", frame.timestampMillis());
        }
        json.writeObjectFieldStart("metrics");
        for (int i = 0; i < frame.size(); i++) {
            json.writeNumberField(frame.metric(i), frame.value(i));
        }
        json.writeEndObject();
        writeAttributes(json, frame.attributes());
        if (!frame.metadata().isEmpty()) {
            json.writeObjectFieldStart("metadata");
            for (Map.Entry<String, String> entry : frame.metadata().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        String id = frame.id();
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeEndObject();
    }

    private static void writeAttributes(JsonGenerator json, Attributes attributes) throws IOException {
        if (attributes.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("attributes");
        writeGiven(json, "site", attributes.site());
        writeGiven(json, "type", attributes.type());
        writeGiven(json, "group", attributes.group());
        writeGiven(json, "tenant", attributes.tenant());
        json.writeEndObject();
    }

    private static void writeGiven(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }
}
