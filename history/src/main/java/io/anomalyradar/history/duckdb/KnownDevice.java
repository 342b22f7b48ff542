package io.anomalyradar.history.duckdb;

import io.anomalyradar.model.telemetry.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A device as the writer knows it: its number, its series' numbers, and how far each source partition has been stored. */
final class KnownDevice {
    private final int id;
    private final String name;
    private final long createdMillis;
    private final Map<String, Integer> series = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>(1);
    private Attributes attributes;

    KnownDevice(int id, String name, long createdMillis, Attributes attributes) {
        this.id = id;
        this.name = name;
        this.createdMillis = createdMillis;
        this.attributes = attributes;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

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

    /** The mark for {@code partition}; a new one is below every position. A device has one partition, strays apart. */
    Mark mark(int partition) {
        for (Mark mark : marks) {
            if (mark.partition() == partition) {
                return mark;
            }
        }
        Mark mark = new Mark(partition, id);
        marks.add(mark);
        return mark;
    }
}
