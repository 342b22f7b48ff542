package io.anomalyradar.server.alerts;

import java.util.TreeSet;

/** How far one partition is read and settled. Not thread-safe. */
final class PartitionProgress {
    private final TreeSet<Long> unsettled = new TreeSet<>();
    private long nextToRead;

    PartitionProgress(long nextToRead) {
        this.nextToRead = nextToRead;
    }

    /** The record at {@code offset} was read. */
    void read(long offset) {
        nextToRead = Math.max(nextToRead, offset + 1);
    }

    /** The record at {@code offset} waits for its notification to be settled. */
    void await(long offset) {
        unsettled.add(offset);
    }

    void settled(long offset) {
        unsettled.remove(offset);
    }

    long nextToRead() {
        return nextToRead;
    }

    /** Every record before this offset is settled. */
    long settledBefore() {
        return unsettled.isEmpty() ? nextToRead : unsettled.first();
    }
}
