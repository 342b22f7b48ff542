package io.anomalyradar.model.wire;

import java.util.Arrays;

/** A growing column of integers, reusable after {@link #clear}. */
public final class LongColumn {
    private long[] values = new long[16];
    private int size;

    /** Removes all values. */
    public void clear() {
        size = 0;
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public long value(int index) {
        return values[index];
    }
}
