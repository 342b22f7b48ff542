package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates dead letters with the record as received. Data larger than anything acceptable is truncated, so that the
 * letter can always be written: the value to {@link FrameLimits#MAX_RECORD_BYTES}, the key to {@value #MAX_KEY_BYTES}
 * bytes, the headers to those that fit into {@value #MAX_HEADER_BYTES}. The log still contains the whole record at the
 * letter's source position.
 */
final class RefusedRecord {
    private static final int MAX_KEY_BYTES = 4_096;
    private static final int MAX_HEADER_BYTES = 16_384;

    private RefusedRecord() {}

    /** @param device of the valid samples of the record, if there are any; they flow on */
    static DeadLetter letter(
            TelemetryRecord telemetry, String device, List<Refusal> refusals, String topic, String topicId) {
        return new DeadLetter(
                telemetry.source(topicId),
                topic,
                telemetry.appendTimeMillis(),
                device,
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
