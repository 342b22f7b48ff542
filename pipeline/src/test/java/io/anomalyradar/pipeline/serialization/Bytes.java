package io.anomalyradar.pipeline.serialization;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Values to bytes and back, as Flink does it. */
public final class Bytes {
    private Bytes() {}

    public static <T> byte[] of(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    /** The value in {@code bytes}, which it must use up. */
    public static <T> T read(byte[] bytes, TypeSerializer<T> serializer) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T value = serializer.deserialize(in);
        if (in.available() != 0) {
            throw new IOException(in.available() + " bytes are left");
        }
        return value;
    }

    public static <T> T roundTrip(T value, TypeSerializer<T> serializer) throws IOException {
        return read(of(value, serializer), serializer);
    }

    /** A value through the view-to-view copy of the serializer. */
    public static <T> T copied(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(of(value, serializer)), out);
        return read(out.getCopyOfBuffer(), serializer);
    }

    /** A serializer's snapshot, written into a checkpoint and read again. */
    public static <T> TypeSerializerSnapshot<T> snapshotRoundTrip(TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), Bytes.class.getClassLoader());
    }

    /** The bytes that an earlier release wrote, from {@code golden/}. */
    public static byte[] golden(String name) throws IOException {
        try (InputStream hex = Bytes.class.getResourceAsStream("/golden/" + name + ".hex")) {
            if (hex == null) {
                throw new IOException("there is no golden file " + name);
            }
            String digits = new String(hex.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
        }
    }
}
