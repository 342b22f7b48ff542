package io.anomalyradar.history.duckdb;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * The high-water mark of one device in one partition, and when the device was seen there. Positions are ordered by leader
 * epoch, then offset: a log that lost its tail gives the lost offsets again, under a higher epoch.
 */
final class Mark {
    private final int partition;
    private final int device;
    private int leaderEpoch = SourcePosition.UNKNOWN_EPOCH;
    private long offset = -1;
    private long firstAppendMillis = Long.MAX_VALUE;
    private long lastAppendMillis = Long.MIN_VALUE;
    private long lastTimestampMillis = Long.MIN_VALUE;

    Mark(int partition, int device) {
        this.partition = partition;
        this.device = device;
    }

    int partition() {
        return partition;
    }

    int device() {
        return device;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    long offset() {
        return offset;
    }

    long firstAppendMillis() {
        return firstAppendMillis;
    }

    long lastAppendMillis() {
        return lastAppendMillis;
    }

    long lastTimestampMillis() {
        return lastTimestampMillis;
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

    /** Takes over what is stored. */
    void restore(int storedEpoch, long storedOffset, long firstAppend, long lastAppend, long lastTimestamp) {
        leaderEpoch = storedEpoch;
        offset = storedOffset;
        firstAppendMillis = firstAppend;
        lastAppendMillis = lastAppend;
        lastTimestampMillis = lastTimestamp;
    }
}
