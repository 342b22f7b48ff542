package io.anomalyradar.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recent lists of names, found by their bytes on the wire: a device sends the same metrics in every frame. The object
 * for a list is created once; it must be immutable, because messages share it. At most {@value #SLOTS} lists of at most
 * {@value #MAX_BYTES} bytes. Not thread-safe.
 *
 * @param <T> the object created for a list
 */
public final class TextLists<T> {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLOTS = 256;
    private static final int MAX_BYTES = 4_096;

    private final Function<String[], T> make;
    private final @Nullable Known<?>[] slots = new Known<?>[SLOTS];

    /** Lists whose objects {@code make} creates. */
    public TextLists(Function<String[], T> make) {
        this.make = make;
    }

    /**
     * A known list.
     *
     * @param block its bytes on the wire, including tags and lengths
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Known<T>(byte[] block, T made) {
        int length() {
            return block.length;
        }
    }

    /** The list whose bytes begin at {@code start}, or null if it is unknown. The caller checks what follows. */
    @Nullable
    Known<T> find(byte[] bytes, int start, int limit) {
        @SuppressWarnings("unchecked") // only add writes
        Known<T> known = (Known<T>) slots[slot(bytes, start, limit)];
        if (known == null || limit - start < known.length()) {
            return null;
        }
        int end = start + known.length();
        return Arrays.equals(bytes, start, end, known.block, 0, known.length()) ? known : null;
    }

    /** The object for {@code texts}, whose bytes lie between {@code start} and {@code end}. */
    T add(byte[] bytes, int start, int end, int limit, String[] texts) {
        T made = make.apply(texts);
        if (end - start <= MAX_BYTES) {
            slots[slot(bytes, start, limit)] = new Known<>(Arrays.copyOfRange(bytes, start, end), made);
        }
        return made;
    }

    /**
     * By the first bytes, and by the number of remaining bytes, which differs with the number and lengths of the names.
     */
    private static int slot(byte[] bytes, int start, int limit) {
        long hash = Integer.toUnsignedLong(limit - start);
        for (int at = start; at <= start + Long.BYTES && at + Long.BYTES <= limit; at += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(bytes, at)) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 56);
    }
}
