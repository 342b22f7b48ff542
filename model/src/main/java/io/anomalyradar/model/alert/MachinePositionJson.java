package io.anomalyradar.model.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The JSON form of a {@link MachinePosition}: schema {@code MachinePosition} of spec/openapi.yaml. Thread-safe. */
public final class MachinePositionJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private MachinePositionJson() {}

    public static byte[] encode(MachinePosition position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, position);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static void write(JsonGenerator json, MachinePosition position) throws IOException {
        json.writeStartObject();
        json.writeStringField("pattern", position.pattern());
        json.writeStringField("key", position.key());
        json.writeStringField("state", position.state());
        json.writeBooleanField("ended", position.ended());
        json.writeNumberField("sinceMillis", position.sinceMillis());
        json.writeNumberField("atMillis", position.atMillis());
        json.writeStringField("input", position.input());
        json.writeEndObject();
    }

    /**
     * Decodes a position; unknown fields are skipped.
     *
     * @throws IOException if the bytes are none
     */
    public static MachinePosition decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            AlertJson.require(json.nextToken() == JsonToken.START_OBJECT, "a position is one JSON object");
            Map<String, String> fields = AlertJson.scalars(json);
            return new MachinePosition(
                    AlertJson.text(fields, "pattern"),
                    AlertJson.text(fields, "key"),
                    AlertJson.text(fields, "state"),
                    Boolean.parseBoolean(AlertJson.text(fields, "ended")),
                    Long.parseLong(AlertJson.text(fields, "sinceMillis")),
                    Long.parseLong(AlertJson.text(fields, "atMillis")),
                    AlertJson.text(fields, "input"));
        } catch (NumberFormatException wrong) {
            throw new IOException("not a position: " + wrong.getMessage(), wrong);
        }
    }
}
