package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of radar.telemetry in either encoding, with every bound of spec/telemetry.md that needs neither a
 * clock nor the state of the device. Invalid data is a value: never throws for the content of the record. Not
 * thread-safe.
 */
public final class TelemetryDecoder {
    private final FrameJson json = new FrameJson();
    private final FrameProtobuf protobuf = new FrameProtobuf();

    /**
     * The frame in {@code value} and its refusals.
     *
     * @param contentType the record header's text; null: JSON
     * @param id the frame id header's text; null: none
     */
    public Decoded decode(byte @Nullable [] value, @Nullable String contentType, @Nullable String id) {
        if (value == null) {
            return Decoded.refused(RefusalCode.MALFORMED, "the record has no value: send a frame");
        }
        if (value.length > FrameLimits.MAX_RECORD_BYTES) {
            return FrameLimits.tooLarge(value.length);
        }
        if (contentType == null || isForm(contentType, Topics.JSON)) {
            return json.decode(value, id);
        }
        if (isForm(contentType, Topics.PROTOBUF)) {
            return protobuf.decode(value, id);
        }
        return Decoded.refused(
                RefusalCode.UNKNOWN_CONTENT_TYPE,
                "the header content-type is neither " + Topics.JSON + " nor " + Topics.PROTOBUF);
    }

    /** Whether {@code contentType} is {@code form}, perhaps with parameters. */
    public static boolean isForm(String contentType, String form) {
        return contentType.startsWith(form)
                && (contentType.length() == form.length() || contentType.charAt(form.length()) == ';');
    }
}
