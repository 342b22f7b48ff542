package io.anomalyradar.server.doors.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A value as serializers with a schema registry write it: a zero byte, the number of the schema in four bytes, and the
 * data.
 */
final class ConfluentValue {
    private static final int HEADER_BYTES = 5;

    private ConfluentValue() {}

    /** The number of the schema. */
    static int schemaId(byte[] value) throws IOException {
        if (value.length < HEADER_BYTES || value[0] != 0) {
            throw new IOException("it does not begin with a zero byte and the number of a schema");
        }
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }

    /** The data behind the header. */
    static ByteBuffer data(byte[] value) throws IOException {
        int unused = schemaId(value);
        return ByteBuffer.wrap(value, HEADER_BYTES, value.length - HEADER_BYTES).slice();
    }

    /**
     * The data of a Protobuf value, behind the path to its message within the schema: a count and as many indices,
     * zigzag varints each; a single zero stands for the first message.
     */
    static ByteBuffer protobufData(byte[] value) throws IOException {
        ByteBuffer data = data(value);
        long count = zigzag(data);
        if (count < 0 || count > data.remaining()) {
            throw new IOException("the path to its message is damaged");
        }
        for (long i = 0; i < count; i++) {
            zigzag(data);
        }
        return data.slice();
    }

    /** The next integer of variable length, as Avro and this format write it. */
    static long zigzag(ByteBuffer data) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!data.hasRemaining()) {
                throw new IOException("it ends within a number");
            }
            byte part = data.get();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("a number has more than ten bytes");
    }
}
