package io.anomalyradar.edge.buffer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far a source was read, stored together with the frames read.
 *
 * @param source its name
 * @param value what the source needs to go on; its meaning is the source's own. Empty, and not appended: it is forgotten
 * @param appended whether it follows the value before, of which the last {@value #KEPT_BYTES} bytes are kept, or
 *     replaces it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by equals below
public record Position(String source, byte[] value, boolean appended) {
    static final int KEPT_BYTES = 8_000;

    /** This position after {@code before}. */
    byte[] after(byte @Nullable [] before) {
        if (!appended || before == null) {
            return value;
        }
        byte[] joined = Arrays.copyOf(before, before.length + value.length);
        System.arraycopy(value, 0, joined, before.length, value.length);
        return joined.length <= KEPT_BYTES
                ? joined
                : Arrays.copyOfRange(joined, joined.length - KEPT_BYTES, joined.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Position that
                && source.equals(that.source)
                && Arrays.equals(value, that.value)
                && appended == that.appended;
    }

    @Override
    public int hashCode() {
        return source.hashCode() * 31 + Arrays.hashCode(value);
    }
}
