package io.anomalyradar.detector.codec;

import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote: an envelope of magic number, version and checksum, with numbers in between.
 * Every method throws {@link StateFormatException} if the bytes do not match.
 */
public final class ByteReader {

    private static final int ENVELOPE = 12;

    private final String what;
    private final byte[] bytes;
    private final int end;
    private int at;

    /**
     * Opens an envelope: the bytes start with the magic number and the version, and end with the checksum.
     *
     * @param what names the state in messages, such as "device state"
     */
    public ByteReader(String what, byte[] bytes, int magic, int version) {
        this.what = what;
        this.bytes = bytes;
        this.end = bytes.length - 4;
        if (bytes.length < ENVELOPE) {
            throw new StateFormatException("a " + what + " has at least 12 bytes, these are " + bytes.length);
        }
        if (readInt() != magic) {
            throw new StateFormatException("these bytes are not a " + what + ": they start with another number");
        }
        int written = readInt();
        if (written != version) {
            throw new StateVersionException(
                    what + " of version " + written + ", but this release reads version " + version + " only");
        }
        if (intAt(end) != Checksum.of(bytes, end)) {
            throw new StateFormatException("damaged " + what + ": the checksum does not match");
        }
    }

    /** Four bytes. */
    public int readInt() {
        return intAt(claim(4));
    }

    /** Eight bytes. */
    public long readLong() {
        int from = claim(8);
        return (long) intAt(from) << 32 | (intAt(from + 4) & 0xffffffffL);
    }

    /** Eight bytes, IEEE-754. */
    public double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    /** A number from 0 to {@code max}; {@code name} is for the message. */
    public int readCount(String name, int max) {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = bytes[claim(1)];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                break;
            }
        }
        if (value > max) {
            throw damaged(name + " must be at most " + max + ", was " + value);
        }
        return (int) value;
    }

    /**
     * A number of items that follow, each of at least {@code size} bytes, so that a damaged count cannot cause a large
     * allocation.
     */
    public int readItems(String name, int size) {
        return readCount(name, (end - at) / size);
    }

    /** A string. */
    public String readString() {
        char[] units = new char[readItems("length", 1)];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) readCount("character", 0xffff);
        }
        return new String(units);
    }

    /** Bytes preceded by their number. */
    public byte[] readBytes() {
        int length = readItems("length", 1);
        int from = claim(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Whether bytes are left before the checksum. */
    public boolean hasMore() {
        return at < end;
    }

    /** Checks that no bytes are left. */
    public void finish() {
        if (at != end) {
            throw damaged(end - at + " bytes too many");
        }
    }

    /** The exception for impossible content. */
    public StateFormatException damaged(String reason) {
        return new StateFormatException("damaged " + what + " at byte " + at + ": " + reason);
    }

    private int claim(int count) {
        if (count > end - at) {
            throw damaged("it is cut off");
        }
        int from = at;
        at += count;
        return from;
    }

    private int intAt(int from) {
        return bytes[from] << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | (bytes[from + 3] & 0xff);
    }
}
