package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of radar.telemetry as received.
 *
 * @param leaderEpoch of the leader that appended it, −1 if unknown
 * @param appendTimeMillis when the broker appended it: the pipeline's only "now"
 * @param headers in their order; none has a null value
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as received; never compared
public record TelemetryRecord(
        int partition,
        int leaderEpoch,
        long offset,
        long appendTimeMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** The position of the record in the topic with the Kafka id {@code topicId}. */
    public SourcePosition source(String topicId) {
        return new SourcePosition(topicId, partition, leaderEpoch, offset);
    }

    /**
     * The text of the last header called {@code name}, following Kafka's rule for repeated headers; null if there is
     * none.
     */
    public @Nullable String header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (header.name().equals(name)) {
                return new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
