package io.anomalyradar.history.duckdb;

import io.anomalyradar.model.score.ScoreFrame;

/** The high-water mark of one device in one source partition, and when the device was seen there. */
final class Mark {
    private final int source;
    private final int device;
    private long offset = -1;
    private long firstAppendMillis = Long.MAX_VALUE;
    private long lastAppendMillis = Long.MIN_VALUE;
    private long lastTimestampMillis = Long.MIN_VALUE;

    Mark(int source, int device) {
        this.source = source;
        this.device = device;
    }

    int source() {
        return source;
    }

    int device() {
        return device;
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
        return frame.source().offset() <= offset;
    }

    void advance(ScoreFrame frame) {
        advance(frame.source().offset(), frame.appendTimeMillis(), frame.appendTimeMillis(), frame.timestampMillis());
    }

    void advance(long toOffset, long firstAppend, long lastAppend, long lastTimestamp) {
        offset = toOffset;
        firstAppendMillis = Math.min(firstAppendMillis, firstAppend);
        lastAppendMillis = Math.max(lastAppendMillis, lastAppend);
        lastTimestampMillis = Math.max(lastTimestampMillis, lastTimestamp);
    }
}
