package io.anomalyradar.history;

import io.anomalyradar.model.telemetry.Attributes;
import java.util.List;
import java.util.Map;

/**
 * Entries of the ledger: all of them when a store is recovered, the new and changed ones in a batch. Numbers are
 * assigned once and never used again. An entry with the key of an older one replaces it.
 *
 * @param token of the batch that the entries belong to; of the last batch when they are all entries
 * @param nextDevice the number of the next new device; {@code nextSeries} of the next new series
 * @param offsets how far each partition of the pipeline's topics has been read
 */
public record LedgerEntries(
        BatchToken token,
        int nextDevice,
        int nextSeries,
        List<Partition> partitions,
        List<Source> sources,
        List<Device> devices,
        List<Series> series,
        List<Mark> marks,
        Map<LogPartition, LogOffset> offsets) {

    /** A partition of radar.telemetry. */
    public record Partition(int id, LogPartition log) {}

    /** A partition, by its number, under one leader epoch. */
    public record Source(int id, int partition, int leaderEpoch) {}

    /**
     * A device.
     *
     * @param createdMillis the append time of its first frame or window
     */
    public record Device(int id, String name, long createdMillis, Attributes attributes) {}

    /** A metric of a device. */
    public record Series(int id, int device, String metric) {}

    /**
     * How far the frames of a device in a partition are stored, and when it was seen there. Key: partition and device.
     */
    public record Mark(
            int partition,
            int device,
            int leaderEpoch,
            long offset,
            long firstAppendMillis,
            long lastAppendMillis,
            long lastTimestampMillis) {}

    public LedgerEntries {
        partitions = List.copyOf(partitions);
        sources = List.copyOf(sources);
        devices = List.copyOf(devices);
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        offsets = Map.copyOf(offsets);
    }

    /** The entries of an empty store. */
    public static LedgerEntries none() {
        return new LedgerEntries(
                BatchToken.NONE, 0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }
}
