package io.anomalyradar.model.event;

import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of radar.events in either encoding, with every bound of spec/events.md that needs no clock. Invalid
 * data is a value: never throws for the content of the record. Not thread-safe.
 */
public final class EventDecoder {
    private final EventJson json = new EventJson();
    private final EventProtobuf protobuf = new EventProtobuf();

    /**
     * The event of a record of radar.events that was appended at {@code appendTimeMillis}, with its time set, or its
     * refusal.
     */
    public DecodedEvent decode(
            byte @Nullable [] value,
            @Nullable String contentType,
            @Nullable String id,
            long appendTimeMillis,
            long maxClockSkewMillis) {
        DecodedEvent decoded = decode(value, contentType, id);
        Event event = decoded.event();
        if (event == null) {
            return decoded;
        }
        if (event.timestampMillis() == Event.NO_TIME) {
            return DecodedEvent.of(event.at(appendTimeMillis));
        }
        Refusal skewed = FrameLimits.checkClockSkew(event.timestampMillis(), appendTimeMillis, maxClockSkewMillis);
        return skewed == null ? decoded : new DecodedEvent(null, skewed);
    }

    /**
     * The event in {@code value}, or its refusal.
     *
     * @param contentType the record header's text; null: JSON
     * @param id the id header's text; null: none
     */
    public DecodedEvent decode(byte @Nullable [] value, @Nullable String contentType, @Nullable String id) {
        if (value == null) {
            return DecodedEvent.refused(RefusalCode.MALFORMED, "the record has no value: send an event");
        }
        if (value.length > EventLimits.MAX_RECORD_BYTES) {
            return EventLimits.tooLarge(value.length);
        }
        if (contentType == null
                || TelemetryDecoder.isForm(contentType, Topics.JSON)
                || TelemetryDecoder.isForm(contentType, Topics.CLOUD_EVENT)) {
            return json.decode(value, id);
        }
        if (TelemetryDecoder.isForm(contentType, Topics.PROTOBUF)) {
            return protobuf.decode(value, id);
        }
        return DecodedEvent.refused(
                RefusalCode.UNKNOWN_CONTENT_TYPE,
                "the header content-type is none of " + Topics.JSON + ", " + Topics.CLOUD_EVENT + " and "
                        + Topics.PROTOBUF);
    }
}
