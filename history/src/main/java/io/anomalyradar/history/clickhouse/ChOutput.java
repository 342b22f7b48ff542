package io.anomalyradar.history.clickhouse;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in the format RowBinary: little-endian numbers, texts after their length. */
final class ChOutput {
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long rows;

    private ByteBuffer room(int size) {
        if (bytes.remaining() < size) {
            int wanted = Math.max(bytes.capacity() * 2, bytes.position() + size);
            ByteBuffer larger =
                    ByteBuffer.wrap(Arrays.copyOf(bytes.array(), wanted)).order(ByteOrder.LITTLE_ENDIAN);
            larger.position(bytes.position());
            bytes = larger;
        }
        return bytes;
    }

    ChOutput tiny(int value) {
        room(1).put((byte) value);
        return this;
    }

    ChOutput integer(int value) {
        room(4).putInt(value);
        return this;
    }

    ChOutput number(long value) {
        room(8).putLong(value);
        return this;
    }

    ChOutput real(double value) {
        room(8).putDouble(value);
        return this;
    }

    ChOutput text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        room(5 + encoded.length);
        int length = encoded.length;
        while (length >= 0x80) {
            bytes.put((byte) ((length & 0x7f) | 0x80));
            length >>>= 7;
        }
        bytes.put((byte) length).put(encoded);
        return this;
    }

    void endRow() {
        rows++;
    }

    long rows() {
        return rows;
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes.array(), 0, bytes.position());
    }
}
