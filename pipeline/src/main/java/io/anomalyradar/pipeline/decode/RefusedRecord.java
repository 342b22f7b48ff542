package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters with a record as it came. What is larger than anything acceptable is cut, so that the letter can always be written:
 * the value to {@link FrameLimits#MAX_RECORD_BYTES}, the key to {@value #MAX_KEY_BYTES} bytes, the headers to those that fit
 * in {@value #MAX_HEADER_BYTES}. The whole record still stands in the log at the letter's source position.
 */
final class RefusedRecord {
    private static final int MAX_KEY_BYTES = 4_096;
    private static final int MAX_HEADER_BYTES = 16_384;

    private RefusedRecord() {}

    /** @param frame the good samples of the record, when there are any: they flow on */
    static DeadLetter letter(
            TelemetryRecord telemetry, @Nullable Frame frame, List<Refusal> refusals, String topic, String topicId) {
        return new DeadLetter(
                telemetry.source(topicId),
                topic,
                telemetry.appendTimeMillis(),
                frame == null ? "" : frame.device(),
                refusals,
                cut(telemetry.key(), MAX_KEY_BYTES),
                cut(telemetry.value(), FrameLimits.MAX_RECORD_BYTES),
                cut(telemetry.headers()));
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static List<Header> cut(List<Header> headers) {
        List<Header> kept = new ArrayList<>(headers.size());
        int room = MAX_HEADER_BYTES;
        for (Header header : headers) {
            room -= header.name().length() + header.value().length;
            if (room < 0) {
                break;
            }
            kept.add(header);
        }
        return kept;
    }
}
