package io.anomalyradar.detector.codec;

import java.util.Arrays;

/** A growing array of bytes. Numbers of fixed width are written highest byte first. */
public final class ByteWriter {

    private byte[] bytes;
    private int length;

    /** An empty array with room for this many bytes. */
    public ByteWriter(int room) {
        bytes = new byte[Math.max(room, 16)];
    }

    /** The written bytes, as an array of its own. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Four bytes. */
    public void writeInt(int value) {
        int at = claim(4);
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Eight bytes. */
    public void writeLong(long value) {
        int at = claim(8);
        bytes[at] = (byte) (value >> 56);
        bytes[at + 1] = (byte) (value >> 48);
        bytes[at + 2] = (byte) (value >> 40);
        bytes[at + 3] = (byte) (value >> 32);
        bytes[at + 4] = (byte) (value >> 24);
        bytes[at + 5] = (byte) (value >> 16);
        bytes[at + 6] = (byte) (value >> 8);
        bytes[at + 7] = (byte) value;
    }

    /** Eight bytes, IEEE-754; every NaN is written as the canonical one. */
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    /** One to five bytes, seven bits each, lowest first (LEB128); not negative. */
    public void writeCount(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("value must not be negative, was " + value);
        }
        int rest = value;
        while (rest > 0x7f) {
            writeByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        writeByte(rest);
    }

    /** The number of UTF-16 units as a count, then each unit as a count: one byte for an ASCII character. */
    public void writeString(String value) {
        writeCount(value.length());
        for (int i = 0; i < value.length(); i++) {
            writeCount(value.charAt(i));
        }
    }

    /** The number of bytes as a count, then the bytes. */
    public void writeBytes(byte[] value) {
        writeCount(value.length);
        int at = claim(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
    }

    /** Four bytes: the {@linkplain Checksum checksum} of all bytes written before. */
    public void writeChecksum() {
        writeInt(Checksum.of(bytes, length));
    }

    private void writeByte(int value) {
        int at = claim(1);
        bytes[at] = (byte) value;
    }

    private int claim(int count) {
        int at = length;
        if (at + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + count));
        }
        length = at + count;
        return at;
    }
}
