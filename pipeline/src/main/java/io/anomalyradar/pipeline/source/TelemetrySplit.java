package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.telemetry.SourcePosition;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * A partition of radar.telemetry with the next offset to read and the leader epoch of the record before it. The epoch
 * shows whether the log still contains what was read: a log that loses its tail reuses the offsets under a higher
 * epoch.
 */
final class TelemetrySplit extends KafkaPartitionSplit {
    private final int leaderEpoch;

    private TelemetrySplit(KafkaPartitionSplit split, int leaderEpoch) {
        super(
                split.getTopicPartition(),
                split.getStartingOffset(),
                split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
        this.leaderEpoch = leaderEpoch;
    }

    static TelemetrySplit of(KafkaPartitionSplit split, int leaderEpoch) {
        return new TelemetrySplit(split, leaderEpoch);
    }

    static int leaderEpoch(KafkaPartitionSplit split) {
        return split instanceof TelemetrySplit telemetry ? telemetry.leaderEpoch : SourcePosition.UNKNOWN_EPOCH;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && leaderEpoch == leaderEpoch((KafkaPartitionSplit) other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + leaderEpoch;
    }
}
