package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * A valid frame, and where and when it arrived. Its time is set: the frame's own, or else the append time.
 *
 * @param partition of radar.telemetry; {@code offset} within it
 * @param leaderEpoch of the leader that appended the record, −1 if unknown
 * @param appendTimeMillis when the broker appended the record: the pipeline's only "now"
 * @param history whether it is imported: detectors learn from it, and what it opens is not emitted
 */
public record ArrivedFrame(
        Frame frame, int partition, int leaderEpoch, long offset, long appendTimeMillis, boolean history) {
    /** A frame that its device sent as it was measured. */
    public ArrivedFrame(Frame frame, int partition, int leaderEpoch, long offset, long appendTimeMillis) {
        this(frame, partition, leaderEpoch, offset, appendTimeMillis, false);
    }

    /** The position of the record in the topic with the Kafka id {@code topicId}. */
    public SourcePosition source(String topicId) {
        return new SourcePosition(topicId, partition, leaderEpoch, offset);
    }

    public String device() {
        return frame.device();
    }
}
