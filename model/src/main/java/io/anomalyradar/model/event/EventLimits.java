package io.anomalyradar.model.event;

import io.anomalyradar.model.telemetry.Characters;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bounds on an event's names, times and attributes (spec/events.md). Stateless. */
public final class EventLimits {
    public static final int MAX_RECORD_BYTES = 64 << 10;
    public static final int MAX_ATTRIBUTES = 64;
    public static final int MAX_TEXT = 1_024;
    public static final int MAX_ID = 200;

    private EventLimits() {}

    /** {@code event}, or why it is refused. */
    static DecodedEvent checked(Event event) {
        Refusal refusal = refusal(event);
        return refusal == null ? DecodedEvent.of(event) : new DecodedEvent(null, refusal);
    }

    private static @Nullable Refusal refusal(Event event) {
        if (event.type().isEmpty()) {
            return Refusal.record(
                    RefusalCode.MISSING_TYPE, "an event needs a non-empty text 'type': say what happened");
        }
        if (event.key().isEmpty()) {
            return Refusal.record(
                    RefusalCode.MISSING_KEY, "an event needs a non-empty text 'key': say whom or what it happened to");
        }
        String type = FrameLimits.nameFault(event.type());
        if (type != null) {
            return Refusal.record(RefusalCode.INVALID_NAME, "type " + type);
        }
        Refusal key = keyRefusal(event.key());
        if (key != null) {
            return key;
        }
        Refusal time =
                event.timestampMillis() == Event.NO_TIME ? null : FrameLimits.checkTimestamp(event.timestampMillis());
        return time == null ? idRefusal(event) : time;
    }

    /** Keys and devices share one namespace: an event whose key is a device belongs to it. */
    private static @Nullable Refusal keyRefusal(String key) {
        String fault = FrameLimits.deviceFault(key);
        return fault == null ? null : Refusal.record(RefusalCode.INVALID_NAME, "the key cannot be used; as a " + fault);
    }

    private static @Nullable Refusal idRefusal(Event event) {
        String id = event.id();
        if (id != null && (id.isEmpty() || id.length() > MAX_ID || Characters.fault(id) != null)) {
            return Refusal.record(
                    RefusalCode.MALFORMED,
                    "the id must have 1 to " + MAX_ID + " characters, none of them a control character");
        }
        return attributesRefusal(event.attributes());
    }

    private static @Nullable Refusal attributesRefusal(Map<String, Object> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            return refused("there are " + attributes.size() + " attributes, at most " + MAX_ATTRIBUTES);
        }
        for (Map.Entry<String, Object> entry : attributes.entrySet()) {
            String fault = entry.getKey().isEmpty() ? "name is empty" : FrameLimits.nameFault(entry.getKey());
            if (fault != null) {
                return refused("an attribute's " + fault);
            }
            if (entry.getValue() instanceof String text) {
                if (text.length() > MAX_TEXT) {
                    return refused("attribute '" + entry.getKey() + "' has " + text.length() + " characters, at most "
                            + MAX_TEXT + " are allowed");
                }
                if (Characters.hasUnpairedSurrogate(text)) {
                    return refused("attribute '" + entry.getKey() + "' has an unpaired surrogate: send Unicode text");
                }
            } else if (entry.getValue() instanceof Double number && !Double.isFinite(number)) {
                return refused("attribute '" + entry.getKey() + "' is " + number + ": leave it out");
            }
        }
        return null;
    }

    private static Refusal refused(String why) {
        return Refusal.record(RefusalCode.INVALID_ATTRIBUTES, why);
    }

    /** The refusal of an event of {@code bytes}, which exceed {@link #MAX_RECORD_BYTES}. */
    public static DecodedEvent tooLarge(long bytes) {
        return DecodedEvent.refused(
                RefusalCode.TOO_LARGE,
                "the event has " + bytes + " bytes, at most " + MAX_RECORD_BYTES + " are allowed: send less with it");
    }
}
