package io.anomalyradar.pipeline.result;

import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes results between operators in their Kafka encoding, preceded by their length. All results except dead
 * letters are chained to their sinks and do not pass through here.
 */
public final class ResultSerializer<T> extends ImmutableSerializer<T> {
    private final ResultKind<T> kind;
    private transient @Nullable ResultCodec<T> codec;

    ResultSerializer(ResultKind<T> kind) {
        this.kind = kind;
    }

    private ResultCodec<T> codec() {
        ResultCodec<T> ready = codec;
        if (ready == null) {
            ready = kind.codec();
            codec = ready;
        }
        return ready;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new ResultSerializer<>(kind); // a codec is for one thread
    }

    /**
     * @throws UnsupportedOperationException always: a result is never empty, and Flink calls this only for mutable
     *     types
     */
    @Override
    public T createInstance() {
        throw new UnsupportedOperationException("there is no empty " + kind);
    }

    @Override
    public void serialize(T result, DataOutputView out) throws IOException {
        byte[] bytes = codec().encode(result);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return codec().decode(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResultSerializer<?> that && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return kind.name().hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(kind);
    }

    /** Identifies the kind of result in a checkpoint. */
    public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {
        private static final int VERSION = 1;
        private @Nullable ResultKind<T> kind;

        /** For reading. */
        public Snapshot() {}

        Snapshot(ResultKind<T> kind) {
            this.kind = kind;
        }

        private ResultKind<T> kind() {
            ResultKind<T> known = kind;
            if (known == null) {
                throw new IllegalStateException("the snapshot has not been read");
            }
            return known;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(kind().name());
        }

        @Override
        @SuppressWarnings("unchecked") // Flink passes the type that it wrote
        public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
            if (version != VERSION) {
                throw new IOException("results of version " + version + ", but this release reads version " + VERSION);
            }
            kind = (ResultKind<T>) ResultKind.of(in.readUTF());
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return new ResultSerializer<>(kind());
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
            return old instanceof Snapshot<T> that && that.kind() == kind()
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
