package io.anomalyradar.model.telemetry;

/**
 * The position of a telemetry record in the log: its permanent identity. A log that loses its tail assigns the lost
 * offsets to new records, but under a higher leader epoch, so that new records are not mistaken for the lost ones.
 *
 * @param topicId the topic's Kafka UUID, base64url, 22 characters
 * @param leaderEpoch the epoch of the leader that appended the record, as stored in its record batch;
 *     {@link #UNKNOWN_EPOCH} if unknown
 */
public record SourcePosition(String topicId, int partition, int leaderEpoch, long offset) {
    /** Stands for an unknown leader epoch; below every epoch. */
    public static final int UNKNOWN_EPOCH = -1;

    /** The position of a message without one. */
    public static final SourcePosition NOWHERE = new SourcePosition("", 0, UNKNOWN_EPOCH, 0);

    public SourcePosition {
        if (leaderEpoch < UNKNOWN_EPOCH) {
            throw new IllegalArgumentException("leaderEpoch must not be below -1, was " + leaderEpoch);
        }
    }

    /** Whether this record was appended after the one at {@code other}, which is in the same partition. */
    public boolean isAfter(SourcePosition other) {
        return leaderEpoch != other.leaderEpoch ? leaderEpoch > other.leaderEpoch : offset > other.offset;
    }

    @Override
    public String toString() {
        return topicId + "/" + partition + "/" + leaderEpoch + "/" + offset;
    }
}
