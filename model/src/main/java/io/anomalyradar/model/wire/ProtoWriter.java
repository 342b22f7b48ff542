package io.anomalyradar.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one Protobuf message, field by field, into a growing and reusable buffer. Fields with their default value
 * (zero, empty) are omitted, as in proto3. Not thread-safe.
 */
public final class ProtoWriter {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private byte[] buffer = new byte[1024];
    private int length;

    /** Starts a new message. */
    public ProtoWriter clear() {
        length = 0;
        return this;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    public void text(int field, String text) {
        if (!text.isEmpty()) {
            element(field, text);
        }
    }

    public void texts(int field, String[] texts) {
        for (String text : texts) {
            element(field, text);
        }
    }

    public void bytes(int field, byte[] bytes) {
        if (bytes.length > 0) {
            presentBytes(field, bytes);
        }
    }

    /** An {@code optional} field that is present, even if it is empty. */
    public void presentBytes(int field, byte[] bytes) {
        tag(field, LENGTH_DELIMITED);
        varint(bytes.length);
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    public void int64(int field, long value) {
        if (value != 0) {
            presentInt64(field, value);
        }
    }

    /** An {@code optional} field: written even when zero. */
    public void presentInt64(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    public void fixed32(int field, int value) {
        if (value != 0) {
            tag(field, FIXED32);
            ensure(Integer.BYTES);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                buffer[length++] = (byte) (value >>> shift);
            }
        }
    }

    public void float64(int field, double value) {
        if (Double.doubleToRawLongBits(value) != 0) {
            tag(field, FIXED64);
            raw(value);
        }
    }

    /** An {@code optional} field: written even when zero. */
    public void presentFixed64(int field, long value) {
        tag(field, FIXED64);
        ensure(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            buffer[length++] = (byte) (value >>> shift);
        }
    }

    /** A packed repeated field. */
    public void doubles(int field, double[] values) {
        if (values.length > 0) {
            tag(field, LENGTH_DELIMITED);
            int size = values.length * Double.BYTES;
            varint(size);
            ensure(size);
            byte[] to = buffer;
            int from = length;
            for (int i = 0; i < values.length; i++) {
                DOUBLE.set(to, from + i * Double.BYTES, values[i]);
            }
            length += size;
        }
    }

    /** A packed repeated field of integers, none negative. */
    public void int64s(int field, long[] values) {
        if (values.length > 0) {
            int start = open(field);
            for (long value : values) {
                varint(value);
            }
            close(start);
        }
    }

    /** Starts an embedded message (or packed field); {@link #close} ends it, given the returned value. */
    public int open(int field) {
        tag(field, LENGTH_DELIMITED);
        return length;
    }

    /** Ends the embedded message that began at {@code start}, by inserting its length before it. */
    public void close(int start) {
        int size = length - start;
        int prefix = varintSize(size);
        ensure(prefix);
        System.arraycopy(buffer, start, buffer, start + prefix, size);
        length = start;
        varint(size);
        length += size;
    }

    private void element(int field, String text) {
        tag(field, LENGTH_DELIMITED);
        int chars = text.length();
        ensure(chars + 5);
        int start = length;
        int at = start + varintSize(chars);
        int i = 0;
        for (; i < chars && text.charAt(i) < 0x80; i++) {
            buffer[at++] = (byte) text.charAt(i);
        }
        if (i == chars) {
            varint(chars);
            length = at;
            return;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        varint(encoded.length);
        ensure(encoded.length);
        System.arraycopy(encoded, 0, buffer, length, encoded.length);
        length += encoded.length;
    }

    private void tag(int field, int wireType) {
        int tag = field << 3 | wireType;
        if (tag < 0x80) {
            ensure(1);
            buffer[length++] = (byte) tag;
        } else {
            varint(tag);
        }
    }

    /** One number of a packed field that {@link #open} began. */
    public void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void raw(double value) {
        ensure(Double.BYTES);
        DOUBLE.set(buffer, length, value);
        length += Double.BYTES;
    }

    private static int varintSize(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
