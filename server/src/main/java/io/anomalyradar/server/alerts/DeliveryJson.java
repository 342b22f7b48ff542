package io.anomalyradar.server.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The JSON form of delivery records (spec/topics.md). Stateless. */
final class DeliveryJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String UNKNOWN_EPOCH = Integer.toString(SourcePosition.UNKNOWN_EPOCH);

    private DeliveryJson() {}

    static byte[] encode(DeliveryRecord delivery) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(320);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("channel", delivery.channel());
            json.writeStringField("alert", delivery.alertId());
            json.writeStringField("transition", delivery.transition().word());
            json.writeNumberField("number", delivery.number());
            json.writeStringField("notice", delivery.notice());
            json.writeStringField("state", delivery.state().word());
            json.writeStringField("severity", delivery.severity().name());
            json.writeStringField("device", delivery.device());
            json.writeFieldName("source");
            AnomalyJson.writeSource(json, delivery.source());
            json.writeNumberField("firedMillis", delivery.firedMillis());
            json.writeNumberField("alertOffset", delivery.alertOffset());
            json.writeNumberField("attempt", delivery.attempt());
            json.writeStringField("detail", delivery.detail());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException when {@code bytes} are no delivery record */
    static DeliveryRecord decode(byte[] bytes) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    JsonPointer path = parser.getParsingContext().pathAsPointer();
                    fields.put(path.toString(), parser.getText());
                }
            }
        }
        try {
            return new DeliveryRecord(
                    text(fields, "/channel"),
                    text(fields, "/alert"),
                    NotifiedChange.named(text(fields, "/transition")),
                    Integer.parseInt(text(fields, "/number")),
                    text(fields, "/notice"),
                    DeliveryState.named(text(fields, "/state")),
                    AlertSeverity.valueOf(text(fields, "/severity")),
                    text(fields, "/device"),
                    new SourcePosition(
                            text(fields, "/source/topicId"),
                            Integer.parseInt(text(fields, "/source/partition")),
                            Integer.parseInt(fields.getOrDefault("/source/leaderEpoch", UNKNOWN_EPOCH)),
                            Long.parseLong(text(fields, "/source/offset"))),
                    Long.parseLong(text(fields, "/firedMillis")),
                    Long.parseLong(text(fields, "/alertOffset")),
                    Integer.parseInt(text(fields, "/attempt")),
                    text(fields, "/detail"));
        } catch (IllegalArgumentException wrong) {
            throw new IOException("not a delivery record: " + wrong.getMessage(), wrong);
        }
    }

    private static String text(Map<String, String> fields, String path) throws IOException {
        String text = fields.get(path);
        if (text == null) {
            throw new IOException("not a delivery record: the field " + path + " is missing");
        }
        return text;
    }
}
