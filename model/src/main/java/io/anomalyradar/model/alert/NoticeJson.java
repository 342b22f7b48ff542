package io.anomalyradar.model.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a decision to notify (spec/topics.md). Thread-safe. */
public final class NoticeJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private NoticeJson() {}

    public static byte[] encode(Notice notice) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("change", notice.change().word());
            json.writeNumberField("number", notice.number());
            json.writeStringField("channel", notice.channel());
            json.writeBooleanField("withheld", notice.withheld());
            Incident incident = notice.incident();
            if (incident == null) {
                json.writeFieldName("alert");
                AlertJson.write(json, notice.alert());
            } else {
                json.writeFieldName("incident");
                IncidentJson.write(json, incident);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Decodes a decision; unknown fields are skipped.
     *
     * @throws IOException if the bytes are none
     */
    public static Notice decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            AlertJson.require(json.nextToken() == JsonToken.START_OBJECT, "a notification is one JSON object");
            Map<String, String> scalars = new HashMap<>();
            @Nullable Alert alert = null;
            @Nullable Incident incident = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken token = json.nextToken();
                switch (field) {
                    case "alert" -> alert = AlertJson.read(json);
                    case "incident" -> incident = IncidentJson.read(json);
                    default -> AlertJson.scalar(json, token, field, scalars);
                }
            }
            NotifiedChange change = NotifiedChange.named(AlertJson.text(scalars, "change"));
            int number = Integer.parseInt(AlertJson.text(scalars, "number"));
            String channel = AlertJson.text(scalars, "channel");
            boolean withheld = Boolean.parseBoolean(AlertJson.text(scalars, "withheld"));
            if (incident != null) {
                return new Notice(change, number, channel, withheld, incident.asAlert(), incident);
            }
            if (alert == null) {
                throw new IOException("not a notification: alert and incident are missing");
            }
            return new Notice(change, number, channel, withheld, alert, null);
        } catch (IllegalArgumentException wrong) { // unknown enumeration constant or number
            throw new IOException("not a notification: " + wrong.getMessage(), wrong);
        }
    }
}
