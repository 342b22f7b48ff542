package io.anomalyradar.edge.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of payloads. Names come from where the payload was (the levels of a topic, the groups of a line) and from
 * the fields of the payload itself; a pattern joins them. All other fields that are numbers, true or false are samples.
 *
 * @param names which names make the device and the metric
 * @param timeFields the first of them that a payload has is its time
 * @param time the unit of times that are numbers
 */
public record ReadingMapping(NameMapping names, List<String> timeFields, ReadingTime time) {
    private static final int MAX_NUMBER_LENGTH = 64;

    public ReadingMapping {
        timeFields = List.copyOf(timeFields);
    }

    /** What a payload is. */
    public enum Payload {
        /** JSON if it begins with a brace or bracket, else a number. */
        AUTO,
        NUMBER,
        JSON,
        /** Sparkplug B, whose topics have a form of their own. */
        SPARKPLUG
    }

    /** The frames of {@code payload}; at least one result, unless it is empty. */
    public List<Decoded> read(byte[] payload, Payload form, Map<String, String> names) {
        if (payload.length == 0) {
            return List.of(); // MQTT: a retained message is deleted
        }
        if (payload.length > FrameLimits.MAX_RECORD_BYTES) {
            return List.of(FrameLimits.tooLarge(payload.length));
        }
        int first = firstCharacter(payload);
        if (form == Payload.NUMBER || (form == Payload.AUTO && first != '{' && first != '[')) {
            return List.of(number(payload, names));
        }
        try {
            List<Decoded> frames = new ArrayList<>();
            for (Map<String, Object> fields : FlatJson.read(payload)) {
                frames.add(fields(fields, names));
            }
            return frames;
        } catch (IOException malformed) {
            String why =
                    String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
            return List.of(Decoded.refused(RefusalCode.MALFORMED, "the payload is not JSON: " + why));
        }
    }

    private static int firstCharacter(byte[] payload) {
        for (byte next : payload) {
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
                return next;
            }
        }
        return 0;
    }

    private Decoded number(byte[] payload, Map<String, String> names) {
        Double value = payload.length > MAX_NUMBER_LENGTH ? null : number(text(payload));
        if (value == null) {
            return Decoded.refused(RefusalCode.NOT_A_NUMBER, "the payload is not a number");
        }
        return fields(Map.of("value", value), names);
    }

    private static String text(byte[] payload) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException notText) {
            return "";
        }
    }

    /** The number, or the truth value as 0 or 1; null: neither. */
    private static @Nullable Double number(String text) {
        String stripped = text.strip();
        return switch (stripped) {
            case "true", "TRUE", "True", "on", "ON", "On" -> 1.0;
            case "false", "FALSE", "False", "off", "OFF", "Off" -> 0.0;
            default ->
                stripped.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?") ? Double.valueOf(stripped) : null;
        };
    }

    /** The frame of these fields. */
    public Decoded fields(Map<String, Object> fields, Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        fields.forEach((name, value) -> all.put(name, value.toString()));
        all.putAll(given);
        String sender = names.device().with(all);
        if (sender == null) {
            return Decoded.refused(
                    RefusalCode.MISSING_DEVICE,
                    "the device is " + names.device().text() + ", and a part of it is not there");
        }
        FrameBuilder frame = new FrameBuilder();
        frame.device(sender);
        String timeField =
                timeFields.stream().filter(fields::containsKey).findFirst().orElse(null);
        if (timeField != null) {
            long millis = time.millis(fields.getOrDefault(timeField, ""));
            if (millis == Frame.NO_TIMESTAMP) {
                return Decoded.refused(RefusalCode.INVALID_TIMESTAMP, "the field " + timeField + " is not a time");
            }
            frame.timestampMillis(millis);
        }
        frame.attributes(names.attributesOf(all));
        String named = names.metric().with(given);
        fields.forEach((field, value) -> {
            if (!names.uses(field) && !timeFields.contains(field)) {
                sample(frame, name(field, named), value);
            }
        });
        return frame.build();
    }

    /** The field "value" has the name of the place; other fields stand below it. */
    private static String name(String field, @Nullable String named) {
        String name = named == null || named.isEmpty() ? field : field.equals("value") ? named : named + "." + field;
        return LongNames.fitted(name, FrameLimits.MAX_NAME_LENGTH);
    }

    private static void sample(FrameBuilder frame, String name, Object value) {
        if (value instanceof Number number) {
            frame.sample(name, number.doubleValue());
        } else if (value instanceof Boolean truth) {
            frame.sample(name, truth ? 1 : 0);
        } else if (value instanceof String text && text.length() <= MAX_NUMBER_LENGTH) {
            Double number = number(text);
            if (number != null) {
                frame.sample(name, number);
            }
        }
    }
}
