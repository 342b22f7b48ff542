package io.anomalyradar.model.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Protobuf messages field by field; reusable for one message after another. Repeated numbers may be packed or
 * not, as the Protobuf specification requires of readers. Every method throws {@link IOException} for invalid bytes.
 * Not thread-safe.
 *
 * <p>Recurring names ({@link #name}, {@link #texts}) are the same objects each time, as long as there is room in the
 * cache: they cost a comparison of bytes, without decoding or allocation.
 */
public final class ProtoReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int START_GROUP = 3;
    private static final int END_GROUP = 4;
    private static final int FIXED32 = 5;
    private static final int MAX_DEPTH = 32;

    private final TextTable names = new TextTable();
    private byte[] bytes = {};
    private int position;
    private int limit;
    private int tag;
    private int tagAt;

    /** Starts a new message. */
    public ProtoReader read(byte[] message) {
        bytes = message;
        position = 0;
        limit = message.length;
        return this;
    }

    /** Moves to the next field and returns its number; 0 at the end of the message. */
    public int next() throws IOException {
        if (position == limit) {
            return 0;
        }
        tagAt = position;
        tag = shortVarint();
        if (tag >>> 3 == 0) {
            throw new IOException("a field has the number 0");
        }
        return tag >>> 3;
    }

    /** Skips the field. */
    public void skip() throws IOException {
        skip(tag, MAX_DEPTH);
    }

    private void skip(int skipped, int depth) throws IOException {
        switch (skipped & 7) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH_DELIMITED -> advance(length());
            case START_GROUP -> skipGroup(skipped, depth);
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new IOException("field " + (skipped >>> 3) + " has wire type " + (skipped & 7));
        }
    }

    private void skipGroup(int group, int depth) throws IOException {
        if (depth == 0) {
            throw new IOException("groups are nested more than " + MAX_DEPTH + " deep");
        }
        int end = group - START_GROUP + END_GROUP;
        for (int inner = shortVarint(); inner != end; inner = shortVarint()) {
            skip(inner, depth - 1);
        }
    }

    /** A text that is likely to differ each time. */
    public String text() throws IOException {
        int length = lengthOf(LENGTH_DELIMITED);
        return Utf8.decode(bytes, advance(length), length);
    }

    /** A text that is likely to recur: a device, a metric, an attribute. */
    public String name() throws IOException {
        int length = lengthOf(LENGTH_DELIMITED);
        return names.text(bytes, advance(length), length);
    }

    /**
     * All adjacent names of a repeated field, combined into one object by {@code lists}. A known list costs one
     * comparison of its bytes.
     */
    public <T> T texts(TextLists<T> lists) throws IOException {
        require(LENGTH_DELIMITED);
        int start = tagAt;
        int wanted = tag;
        TextLists.Known<T> known = lists.find(bytes, start, limit);
        if (known != null && !isTagAt(start + known.length(), wanted)) {
            position = start + known.length();
            return known.made();
        }
        List<String> read = new ArrayList<>();
        read.add(name());
        while (isTagAt(position, wanted)) {
            next();
            read.add(name());
        }
        return lists.add(bytes, start, position, limit, read.toArray(String[]::new));
    }

    /** Whether the field at {@code at} is another element of the field with tag {@code wanted}. */
    private boolean isTagAt(int at, int wanted) throws IOException {
        if (at >= limit) {
            return false;
        }
        int back = position;
        position = at;
        int found = shortVarint();
        position = back;
        return found == wanted;
    }

    public byte[] bytes() throws IOException {
        int length = lengthOf(LENGTH_DELIMITED);
        int from = advance(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        return copy;
    }

    public long int64() throws IOException {
        require(VARINT);
        return varint();
    }

    public int int32() throws IOException {
        require(VARINT);
        return shortVarint();
    }

    public int fixed32() throws IOException {
        require(FIXED32);
        return (int) INT.get(bytes, advance(Integer.BYTES));
    }

    public long fixed64() throws IOException {
        require(FIXED64);
        return (long) LONG.get(bytes, advance(Long.BYTES));
    }

    public double float64() throws IOException {
        return Double.longBitsToDouble(fixed64());
    }

    /** Appends this field's fixed 64-bit integers to {@code to}. */
    public void fixed64s(LongColumn to) throws IOException {
        if ((tag & 7) == FIXED64) {
            to.add(fixed64());
            return;
        }
        int length = lengthOf(LENGTH_DELIMITED);
        if (length % Long.BYTES != 0) {
            throw new IOException("a packed field of " + length + " bytes is not a multiple of " + Long.BYTES);
        }
        for (int from = advance(length), end = from + length; from < end; from += Long.BYTES) {
            to.add((long) LONG.get(bytes, from));
        }
    }

    /** Whether the field is a number of variable length. */
    public boolean isVarint() {
        return (tag & 7) == VARINT;
    }

    /** Reads an embedded message with {@code body}, which must read to its end. */
    public <T> T message(Body<T> body) throws IOException {
        int length = lengthOf(LENGTH_DELIMITED);
        int outer = limit;
        limit = position + length;
        T read = body.read(this);
        if (position != limit) {
            throw new IOException("an embedded message was not read to its end");
        }
        limit = outer;
        return read;
    }

    /** Passes each field of the message to {@code fields}. */
    public void each(Fields fields) throws IOException {
        for (int field = next(); field != 0; field = next()) {
            fields.read(field, this);
        }
    }

    /**
     * Passes each field of an embedded message to {@code first}, then each of them to {@code second}: for messages whose
     * later fields say what the earlier ones mean.
     */
    public void embedded(Fields first, Fields second) throws IOException {
        int length = lengthOf(LENGTH_DELIMITED);
        int start = position;
        int outer = limit;
        limit = position + length;
        each(first);
        position = start;
        each(second);
        limit = outer;
    }

    /** Passes each field of an embedded message to {@code fields}. */
    public void embedded(Fields fields) throws IOException {
        int length = lengthOf(LENGTH_DELIMITED);
        int outer = limit;
        limit = position + length;
        each(fields);
        limit = outer;
    }

    /** Appends this field's numbers to {@code to}. */
    public void doubles(DoubleColumn to) throws IOException {
        if ((tag & 7) == FIXED64) {
            to.add(bytes, advance(Double.BYTES), 1);
            return;
        }
        int length = lengthOf(LENGTH_DELIMITED);
        if (length % Double.BYTES != 0) {
            throw new IOException("a packed field of " + length + " bytes is not a multiple of " + Double.BYTES);
        }
        to.add(bytes, advance(length), length / Double.BYTES);
    }

    /** Appends this field's integers (including enumerations) to {@code to}. */
    public void int64s(LongColumn to) throws IOException {
        if ((tag & 7) == VARINT) {
            to.add(varint());
            return;
        }
        int length = lengthOf(LENGTH_DELIMITED);
        int end = position + length;
        while (position < end) {
            to.add(varint());
        }
        if (position != end) {
            throw new IOException("a packed field ends within a number");
        }
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position >= limit) {
                throw truncated();
            }
            byte part = bytes[position++];
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IOException("a number has more than ten bytes");
    }

    private int shortVarint() throws IOException {
        if (position < limit && bytes[position] >= 0) {
            return bytes[position++];
        }
        return (int) varint();
    }

    private int lengthOf(int wireType) throws IOException {
        require(wireType);
        return length();
    }

    private int length() throws IOException {
        int length = shortVarint();
        if (length < 0 || length > limit - position) {
            throw truncated();
        }
        return length;
    }

    /** Advances by {@code count} bytes and returns their start. */
    private int advance(int count) throws IOException {
        if (count > limit - position) {
            throw truncated();
        }
        int from = position;
        position += count;
        return from;
    }

    private static IOException truncated() {
        return new IOException("the message ends within a field");
    }

    private void require(int wireType) throws IOException {
        if ((tag & 7) != wireType) {
            throw new IOException("field " + (tag >>> 3) + " has wire type " + (tag & 7) + ", expected " + wireType);
        }
    }

    /** Reads the fields of an embedded message. */
    @FunctionalInterface
    public interface Body<T> {
        T read(ProtoReader reader) throws IOException;
    }

    /** Reads or skips one field. */
    @FunctionalInterface
    public interface Fields {
        void read(int number, ProtoReader reader) throws IOException;
    }
}
