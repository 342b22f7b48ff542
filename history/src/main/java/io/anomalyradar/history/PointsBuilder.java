package io.anomalyradar.history;

import java.util.Arrays;

/** Grows as a store reads rows. Of points with the same time in a row the last one counts. Mutable, not thread-safe. */
public final class PointsBuilder {
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;

    /** Adds a point; times never decrease. */
    public void add(long timeMillis, double value) {
        if (size > 0 && times[size - 1] == timeMillis) {
            values[size - 1] = value;
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = timeMillis;
        values[size++] = value;
    }

    /** The points so far. */
    public Points points() {
        return new Points(Arrays.copyOf(times, size), Arrays.copyOf(values, size));
    }
}
