package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogOffset;
import java.util.Map;
import java.util.TreeMap;

/** How far one partition is read and settled. Not thread-safe. */
final class PartitionProgress {
    /** Records that wait, by offset: each with the position before it. */
    private final TreeMap<Long, LogOffset> unsettled = new TreeMap<>();

    private LogOffset previous;
    private LogOffset read;

    PartitionProgress(LogOffset start) {
        previous = start;
        read = start;
    }

    /** The record at {@code offset} was read; it may be a lower one than before when the log lost its tail. */
    void read(long offset, int leaderEpoch) {
        previous = new LogOffset(read.leaderEpoch(), offset);
        read = new LogOffset(leaderEpoch, offset + 1);
    }

    /** The record that was read last waits for its notification to be settled. */
    void await() {
        unsettled.put(previous.next(), previous);
    }

    void settled(long offset) {
        unsettled.remove(offset);
    }

    /** Every record before this one is settled. */
    LogOffset settledBefore() {
        Map.Entry<Long, LogOffset> first = unsettled.firstEntry();
        return first == null || first.getKey() >= read.next() ? read : first.getValue();
    }
}
