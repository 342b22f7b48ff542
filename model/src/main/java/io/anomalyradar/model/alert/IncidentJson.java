package io.anomalyradar.model.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.alert.Incident.Counts;
import io.anomalyradar.model.alert.Incident.Member;
import io.anomalyradar.model.alert.Incident.Notified;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The JSON form of an incident: schema Incident of spec/openapi.yaml, the same in topic and API. Thread-safe. */
public final class IncidentJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private IncidentJson() {}

    public static byte[] encode(Incident incident) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, incident);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes {@code incident} as one JSON object. */
    public static void write(JsonGenerator json, Incident incident) throws IOException {
        write(json, incident, device -> true);
    }

    /** Writes {@code incident} with those of its members whose device is {@code shown}. */
    public static void write(JsonGenerator json, Incident incident, Predicate<String> shown) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", incident.id());
        json.writeNumberField("revision", incident.revision());
        json.writeStringField("area", incident.area());
        json.writeStringField("title", incident.lead().title());
        json.writeStringField("extent", incident.extent());
        json.writeStringField("state", incident.state().name());
        json.writeStringField("severity", incident.severity().name());
        json.writeStringField("cause", incident.cause());
        json.writeNumberField("causeEndedMillis", incident.causeEndedMillis());
        json.writeStringField("assignee", incident.assignee());
        AlertJson.writeTexts(json, "channels", incident.channels());
        json.writeNumberField("openedMillis", incident.openedMillis());
        json.writeNumberField("joinedMillis", incident.joinedMillis());
        json.writeNumberField("changedMillis", incident.changedMillis());
        json.writeNumberField("alerts", incident.counts().alerts());
        json.writeNumberField("openAlerts", incident.counts().open());
        json.writeNumberField("devices", incident.counts().devices());
        json.writeObjectFieldStart("notified");
        json.writeNumberField("number", incident.notified().number());
        json.writeNumberField("alerts", incident.notified().alerts());
        json.writeStringField("severity", incident.notified().severity().name());
        json.writeNumberField("atMillis", incident.notified().atMillis());
        json.writeEndObject();
        json.writeNumberField("dueMillis", incident.dueMillis());
        json.writeArrayFieldStart("members");
        for (Member member : incident.members()) {
            if (shown.test(member.device())) {
                json.writeStartObject();
                json.writeStringField("alert", member.alert());
                json.writeStringField("device", member.device());
                json.writeStringField("title", member.title());
                json.writeNumberField("atMillis", member.atMillis());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        AlertJson.writeTexts(json, "merged", incident.merged());
        AlertJson.writeTexts(json, "removed", incident.removed());
        json.writeFieldName("lead");
        AlertJson.write(json, incident.lead());
        AlertJson.writeTimeline(json, "timeline", incident.timeline());
        json.writeEndObject();
    }

    /**
     * Decodes an incident; unknown fields are skipped.
     *
     * @throws IOException if the bytes are not an incident in JSON
     */
    public static Incident decode(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            AlertJson.require(json.nextToken() == JsonToken.START_OBJECT, "an incident is one JSON object");
            return read(json);
        } catch (IllegalArgumentException wrong) { // unknown enumeration constant or number
            throw new IOException("not an incident: " + wrong.getMessage(), wrong);
        }
    }

    /** The incident at whose first brace the parser stands. */
    static Incident read(JsonParser json) throws IOException {
        Map<String, String> scalars = new HashMap<>();
        Map<String, String> notified = Map.of();
        List<String> channels = List.of();
        List<Member> members = new ArrayList<>();
        List<String> merged = List.of();
        List<String> removed = List.of();
        @Nullable Alert lead = null;
        List<TimelineEntry> timeline = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken token = json.nextToken();
            switch (field) {
                case "channels" -> channels = AlertJson.texts(json, field);
                case "notified" -> notified = AlertJson.scalars(json);
                case "members" -> AlertJson.objects(json, field, fields -> members.add(member(fields)));
                case "merged" -> merged = AlertJson.texts(json, field);
                case "removed" -> removed = AlertJson.texts(json, field);
                case "lead" -> lead = AlertJson.read(json);
                case "timeline" -> timeline = AlertJson.timeline(json);
                default -> AlertJson.scalar(json, token, field, scalars);
            }
        }
        if (lead == null) {
            throw new IOException("not an incident: the field lead is missing");
        }
        AlertJson.require(!members.isEmpty(), "an incident has members");
        return new Incident(
                AlertJson.text(scalars, "id"),
                Integer.parseInt(AlertJson.text(scalars, "revision")),
                AlertJson.text(scalars, "area"),
                IncidentState.valueOf(AlertJson.text(scalars, "state")),
                AlertSeverity.valueOf(AlertJson.text(scalars, "severity")),
                AlertJson.text(scalars, "cause"),
                Long.parseLong(AlertJson.text(scalars, "causeEndedMillis")),
                AlertJson.text(scalars, "assignee"),
                channels,
                Long.parseLong(AlertJson.text(scalars, "joinedMillis")),
                new Counts(
                        Integer.parseInt(AlertJson.text(scalars, "alerts")),
                        Integer.parseInt(AlertJson.text(scalars, "openAlerts")),
                        Integer.parseInt(AlertJson.text(scalars, "devices"))),
                new Notified(
                        Integer.parseInt(AlertJson.text(notified, "number")),
                        Integer.parseInt(AlertJson.text(notified, "alerts")),
                        AlertSeverity.valueOf(AlertJson.text(notified, "severity")),
                        Long.parseLong(AlertJson.text(notified, "atMillis"))),
                Long.parseLong(AlertJson.text(scalars, "dueMillis")),
                members,
                merged,
                removed,
                lead,
                timeline);
    }

    private static Member member(Map<String, String> fields) throws IOException {
        return new Member(
                AlertJson.text(fields, "alert"),
                AlertJson.text(fields, "device"),
                AlertJson.text(fields, "title"),
                Long.parseLong(AlertJson.text(fields, "atMillis")));
    }
}
