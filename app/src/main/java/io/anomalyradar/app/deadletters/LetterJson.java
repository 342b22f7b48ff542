package io.anomalyradar.app.deadletters;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.bus.deadletters.StoredLetter;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.telemetry.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters as JSON. Keys and values are text if they are UTF-8, otherwise base64 under another name. */
final class LetterJson {
    private LetterJson() {}

    static void write(JsonGenerator json, StoredLetter stored) throws IOException {
        DeadLetter letter = stored.letter();
        json.writeStartObject();
        json.writeNumberField("partition", stored.partition());
        json.writeNumberField("offset", stored.offset());
        json.writeNumberField("storedMillis", stored.storedMillis());
        json.writeStringField("device", letter.device());
        json.writeStringField("topic", letter.topic());
        json.writeStringField("source", letter.source().toString());
        json.writeNumberField("appendTimeMillis", letter.appendTimeMillis());
        writeRefusals(json, "refusals", letter.refusals());
        writeBytes(json, "key", letter.key());
        json.writeObjectFieldStart("headers");
        for (DeadLetter.Header header : letter.headers()) {
            json.writeStringField(header.name(), new String(header.value(), StandardCharsets.UTF_8));
        }
        json.writeEndObject();
        writeBytes(json, "value", letter.value());
        json.writeEndObject();
    }

    static void writeRefusals(JsonGenerator json, String name, List<Refusal> refusals) throws IOException {
        json.writeArrayFieldStart(name);
        for (Refusal refusal : refusals) {
            json.writeStartObject();
            if (!refusal.refusesRecord()) {
                json.writeStringField("metric", refusal.metric());
            }
            json.writeStringField("code", refusal.code().name());
            json.writeStringField("reason", refusal.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeBytes(JsonGenerator json, String name, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
            return;
        }
        try {
            json.writeStringField(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException binary) {
            json.writeBinaryField(name + "Base64", bytes);
        }
    }
}
