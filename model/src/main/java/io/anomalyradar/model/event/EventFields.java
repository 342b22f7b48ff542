package io.anomalyradar.model.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.TimePrecision;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event in JSON, collected until all are known: whether it is a CloudEvent shows only in one of them.
 * Objects in {@code attributes} and {@code data} become attributes with dotted names, lists their JSON text, null
 * nothing. Of a CloudEvent, the subject (else the source) is the key, and further attributes of the envelope are
 * attributes, unless {@code data} has the same name.
 */
final class EventFields {
    private final Set<String> seen = new HashSet<>();
    private final SortedMap<String, Object> attributes = new TreeMap<>();
    private final Map<String, Object> envelope = new HashMap<>();
    private String type = "";
    private String key = "";
    private long time = Event.NO_TIME;
    private @Nullable String id;
    private boolean isCloudEvent;
    private @Nullable DecodedEvent refused;

    /** Reads the field {@code name}, at whose value, {@code token}, the parser stands. */
    void read(String name, JsonToken token, JsonParser parser) throws IOException {
        if (!seen.add(name)) {
            refuse(RefusalCode.MALFORMED, "the field '" + name + "' stands twice in the event: give it once");
        }
        switch (name) {
            case "type" -> type = text(parser, token);
            case "key" -> key = text(parser, token);
            case "id" -> id = token == JsonToken.VALUE_NULL ? null : text(parser, token);
            case "time" -> time(parser, token);
            case "specversion" -> {
                isCloudEvent = true;
                parser.skipChildren();
            }
            case "attributes", "data" -> {
                if (token == JsonToken.START_OBJECT) {
                    object(parser, "", attributes);
                } else if (token != JsonToken.VALUE_NULL) {
                    value(parser, token, "data", attributes);
                }
            }
            default -> value(parser, token, name, envelope);
        }
    }

    private void refuse(RefusalCode code, String message) {
        if (refused == null) {
            refused = DecodedEvent.refused(code, message);
        }
    }

    private static String text(JsonParser parser, JsonToken token) throws IOException {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return parser.getText(); // a number as a key or an id counts as its text
        }
        parser.skipChildren();
        return "";
    }

    private void object(JsonParser parser, String prefix, Map<String, Object> into) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix + parser.currentName();
            value(parser, parser.nextToken(), name, into);
        }
    }

    private void value(JsonParser parser, JsonToken token, String name, Map<String, Object> into) throws IOException {
        switch (token) {
            case VALUE_STRING -> put(into, name, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(into, name, parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> put(into, name, parser.getBooleanValue());
            case START_OBJECT -> object(parser, name + ".", into);
            case START_ARRAY -> put(into, name, copied(parser));
            default -> {} // null: absent
        }
    }

    private void put(Map<String, Object> into, String name, Object value) {
        if (into.size() > EventLimits.MAX_ATTRIBUTES) {
            return; // refused for it in any case, whatever else there is
        }
        if (into.put(name, value) != null) {
            refuse(RefusalCode.INVALID_ATTRIBUTES, "the attribute '" + name + "' stands twice: give it once");
        }
    }

    private static String copied(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = EventJson.FACTORY.createGenerator(text)) {
            json.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private void time(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    refuseTime("it has too many digits");
                } else if (TimePrecision.UNSTATED.looksLikeSeconds(parser.getLongValue())) {
                    refuseTime("it looks like epoch seconds (" + Instant.ofEpochSecond(parser.getLongValue()) + ")");
                } else {
                    time = parser.getLongValue();
                }
            }
            case VALUE_STRING -> {
                time = IsoTime.parse(parser.getText());
                if (time == Frame.NO_TIMESTAMP) {
                    refuseTime("the text is not ISO-8601");
                }
            }
            default -> {
                refuseTime("it is neither a whole number nor text");
                parser.skipChildren();
            }
        }
    }

    private void refuseTime(String why) {
        refuse(RefusalCode.INVALID_TIMESTAMP, "time is not usable, " + why + ": send epoch milliseconds or ISO-8601");
    }

    /** The event of all fields, under {@code headerId} if that is given. */
    DecodedEvent event(@Nullable String headerId) {
        DecodedEvent faulty = refused;
        if (faulty != null) {
            return faulty;
        }
        if (isCloudEvent) {
            key = key.isEmpty()
                    ? String.valueOf(envelope.getOrDefault("subject", envelope.getOrDefault("source", "")))
                    : key;
            envelope.keySet().removeAll(Set.of("subject", "datacontenttype", "dataschema"));
            envelope.forEach((name, value) -> attributes.putIfAbsent(name, value));
        }
        return EventLimits.checked(new Event(type, key, time, headerId == null ? id : headerId, attributes));
    }
}
