package io.anomalyradar.pipeline.serialization;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The entry of a {@link StateSerializer} in a checkpoint: the version it wrote. State of an earlier version is read and
 * rewritten; state of a later version is refused with a message, before anything is misread.
 */
public abstract class StateSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int FORMAT = 1;

    private final StateSerializer<T> serializer;
    private int written;

    protected StateSerializerSnapshot(StateSerializer<T> serializer) {
        this.serializer = serializer;
        this.written = serializer.version();
    }

    @Override
    public final int getCurrentVersion() {
        return FORMAT;
    }

    @Override
    public final void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(written);
    }

    @Override
    public final void readSnapshot(int format, DataInputView in, ClassLoader classLoader) throws IOException {
        if (format != FORMAT) {
            throw new IOException("a snapshot of format " + format + ", but this release reads format " + FORMAT);
        }
        written = in.readInt();
    }

    @Override
    public final TypeSerializer<T> restoreSerializer() {
        return serializer;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // the snapshot of another serializer does not describe this one's format
    public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (!(old instanceof StateSerializerSnapshot<T> before)
                || before.getClass() != getClass()
                || before.written > written) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return before.written == written
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
