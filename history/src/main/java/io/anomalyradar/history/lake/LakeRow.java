package io.anomalyradar.history.lake;

import org.apache.iceberg.StructLike;
import org.jspecify.annotations.Nullable;

/** The values of one row in the order of its table's columns; times are microseconds since 1970. */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record LakeRow(@Nullable Object[] values) implements StructLike {
    /** A row of {@code values}. */
    static LakeRow of(@Nullable Object... values) {
        return new LakeRow(values);
    }

    static long micros(long millis) {
        return Math.multiplyExact(millis, 1_000L);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public <T> @Nullable T get(int position, Class<T> type) {
        return type.cast(values[position]);
    }

    @Override
    public <T> void set(int position, T value) {
        throw new UnsupportedOperationException("rows are immutable");
    }
}
