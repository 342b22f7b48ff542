package io.anomalyradar.history;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * The high-water mark of one device in one partition, and when the device was seen there. Positions are ordered by
 * leader epoch, then offset: a log that lost its tail assigns the lost offsets again, under a higher epoch.
 */
final class Mark {
    private final KnownPartition partition;
    private final KnownDevice device;
    private int leaderEpoch = SourcePosition.UNKNOWN_EPOCH;
    private long offset = -1;
    private long firstAppendMillis = Long.MAX_VALUE;
    private long lastAppendMillis = Long.MIN_VALUE;
    private long lastTimestampMillis = Long.MIN_VALUE;

    Mark(KnownPartition partition, KnownDevice device) {
        this.partition = partition;
        this.device = device;
    }

    KnownPartition partition() {
        return partition;
    }

    long lastAppendMillis() {
        return lastAppendMillis;
    }

    /** Whether {@code frame} has been stored already. */
    boolean covers(ScoreFrame frame) {
        SourcePosition source = frame.source();
        return source.leaderEpoch() != leaderEpoch ? source.leaderEpoch() < leaderEpoch : source.offset() <= offset;
    }

    void advance(ScoreFrame frame) {
        leaderEpoch = frame.source().leaderEpoch();
        offset = frame.source().offset();
        firstAppendMillis = Math.min(firstAppendMillis, frame.appendTimeMillis());
        lastAppendMillis = Math.max(lastAppendMillis, frame.appendTimeMillis());
        lastTimestampMillis = Math.max(lastTimestampMillis, frame.timestampMillis());
    }

    /** Takes the stored values over. */
    void restore(LedgerEntries.Mark stored) {
        leaderEpoch = stored.leaderEpoch();
        offset = stored.offset();
        firstAppendMillis = stored.firstAppendMillis();
        lastAppendMillis = stored.lastAppendMillis();
        lastTimestampMillis = stored.lastTimestampMillis();
    }

    LedgerEntries.Mark entry() {
        return new LedgerEntries.Mark(
                partition.id(),
                device.id(),
                leaderEpoch,
                offset,
                firstAppendMillis,
                lastAppendMillis,
                lastTimestampMillis);
    }
}
