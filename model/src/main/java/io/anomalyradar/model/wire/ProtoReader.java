package io.anomalyradar.model.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/**
 * One Protobuf message, read field by field. Repeated numbers are read packed or not, as the Protobuf specification asks
 * of readers. Every method throws {@link IOException} for bytes that are no such field.
 */
public final class ProtoReader {
    private final CodedInputStream in;
    private int tag;

    public ProtoReader(byte[] bytes) {
        in = CodedInputStream.newInstance(bytes);
    }

    /** Moves to the next field and answers its number; 0 at the end of the message. */
    public int next() throws IOException {
        tag = in.readTag();
        return tag == 0 ? 0 : WireFormat.getTagFieldNumber(tag);
    }

    public void skip() throws IOException {
        in.skipField(tag);
    }

    public String text() throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readStringRequireUtf8();
    }

    public byte[] bytes() throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readByteArray();
    }

    public long int64() throws IOException {
        require(WireFormat.WIRETYPE_VARINT);
        return in.readInt64();
    }

    public int int32() throws IOException {
        require(WireFormat.WIRETYPE_VARINT);
        return in.readInt32();
    }

    public int fixed32() throws IOException {
        require(WireFormat.WIRETYPE_FIXED32);
        return in.readFixed32();
    }

    /** Reads an embedded message with {@code body}, which must read to its end. */
    public <T> T message(Body<T> body) throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int limit = in.pushLimit(in.readRawVarint32());
        T read = body.read(this);
        in.checkLastTagWas(0);
        in.popLimit(limit);
        return read;
    }

    /** Appends this field's numbers to {@code to}. */
    public void doubles(DoubleColumn to) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_FIXED64) {
            to.add(in.readDouble());
            return;
        }
        int limit = packed(Double.BYTES);
        while (in.getBytesUntilLimit() > 0) {
            to.add(in.readDouble());
        }
        in.popLimit(limit);
    }

    /** Appends this field's integers (also enumerations) to {@code to}. */
    public void int64s(LongColumn to) throws IOException {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            to.add(in.readInt64());
            return;
        }
        int limit = packed(1);
        while (in.getBytesUntilLimit() > 0) {
            to.add(in.readInt64());
        }
        in.popLimit(limit);
    }

    private int packed(int elementBytes) throws IOException {
        require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int length = in.readRawVarint32();
        if (length % elementBytes != 0) {
            throw new IOException("a packed field of " + length + " bytes is not a multiple of " + elementBytes);
        }
        return in.pushLimit(length);
    }

    private void require(int wireType) throws IOException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new IOException("field " + WireFormat.getTagFieldNumber(tag) + " has wire type "
                    + WireFormat.getTagWireType(tag) + ", expected " + wireType);
        }
    }

    /** Reads the fields of an embedded message. */
    @FunctionalInterface
    public interface Body<T> {
        T read(ProtoReader reader) throws IOException;
    }

    /** A growing column of doubles. */
    public static final class DoubleColumn {
        private double[] values = new double[16];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        public int size() {
            return size;
        }

        public double value(int index) {
            return values[index];
        }

        public double[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }

    /** A growing column of integers. */
    public static final class LongColumn {
        private long[] values = new long[16];
        private int size;

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

        public long[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
