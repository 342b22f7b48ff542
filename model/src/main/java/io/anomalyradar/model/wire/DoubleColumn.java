package io.anomalyradar.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing column of doubles, reusable after {@link #clear}. */
public final class DoubleColumn {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final double[] NONE = {};

    private double[] values = NONE;
    private int size;

    /** Removes all values, except those handed over by {@link #take}. */
    public void clear() {
        size = 0;
    }

    /** Appends {@code count} values from {@code bytes}; the first ones into an array of exactly their number. */
    void add(byte[] bytes, int offset, int count) {
        if (size == 0) {
            values = new double[count];
        } else if (values.length - size < count) {
            values = Arrays.copyOf(values, Math.max(size * 2, size + count));
        }
        double[] to = values;
        int shift = size;
        for (int i = 0; i < count; i++) {
            to[shift + i] = (double) DOUBLE.get(bytes, offset + i * Double.BYTES);
        }
        size += count;
    }

    public int size() {
        return size;
    }

    public double value(int index) {
        return values[index];
    }

    /** The values, in an array that the caller owns; the column is empty afterwards. */
    public double[] take() {
        double[] taken = size == values.length ? values : Arrays.copyOf(values, size);
        values = NONE;
        size = 0;
        return taken;
    }
}
