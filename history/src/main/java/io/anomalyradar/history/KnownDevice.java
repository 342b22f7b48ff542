package io.anomalyradar.history;

import io.anomalyradar.model.telemetry.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A device in the ledger: its number (−1 until it has one), the numbers of its series, and its mark in each partition.
 */
final class KnownDevice {
    private final String name;
    private final long createdMillis;
    private final Map<String, Integer> series = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>(1);
    private Attributes attributes;
    private int id = -1;
    /** Metrics of the batch under way that have no number yet. */
    private @Nullable TreeSet<String> newMetrics;

    KnownDevice(String name, long createdMillis, Attributes attributes) {
        this.name = name;
        this.createdMillis = createdMillis;
        this.attributes = attributes;
    }

    int id() {
        return id;
    }

    void number(int given) {
        id = given;
    }

    String name() {
        return name;
    }

    /** The append time of its first record. */
    long createdMillis() {
        return createdMillis;
    }

    Attributes attributes() {
        return attributes;
    }

    void attributes(Attributes newer) {
        attributes = newer;
    }

    Map<String, Integer> series() {
        return series;
    }

    /** The number of the series of {@code metric}; −1, and the metric is noted as new, when it has none. */
    int seriesOrNote(String metric) {
        Integer known = series.get(metric);
        if (known != null) {
            return known;
        }
        if (newMetrics == null) {
            newMetrics = new TreeSet<>();
        }
        newMetrics.add(metric);
        return -1;
    }

    /** The metrics noted as new, in order; clears the note. */
    Set<String> takeNewMetrics() {
        Set<String> taken = newMetrics == null ? new TreeSet<>() : newMetrics;
        newMetrics = null;
        return taken;
    }

    /** The mark in {@code partition}; a new one is below every position. A device has one partition, strays apart. */
    Mark mark(KnownPartition partition) {
        for (Mark mark : marks) {
            if (mark.partition() == partition) {
                return mark;
            }
        }
        Mark mark = new Mark(partition, this);
        marks.add(mark);
        return mark;
    }

    /** Whether no data of the device arrived at {@code millis} or later. */
    boolean isIdleSince(long millis) {
        return createdMillis < millis && marks.stream().allMatch(mark -> mark.lastAppendMillis() < millis);
    }

    LedgerEntries.Device entry() {
        return new LedgerEntries.Device(id, name, createdMillis, attributes);
    }
}
