package io.anomalyradar.pipeline.serialization;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of mutable keyed state: a version byte, then the bytes of that version. Stateless, so that one instance
 * serves every thread. {@link #copy(Object)} must be a true deep copy: while a checkpoint is written from the original,
 * the operator continues with the copy.
 */
public abstract class StateSerializer<T> extends TypeSerializer<T> {
    /** The version that is written, 1 to 127; every earlier version must remain readable. */
    protected abstract int version();

    protected abstract void write(T state, DataOutput out) throws IOException;

    /** Reads bytes of {@code version}, which is at most {@link #version()}. */
    protected abstract T read(DataInput in, int version) throws IOException;

    @Override
    public final void serialize(T state, DataOutputView out) throws IOException {
        out.writeByte(version());
        write(state, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        int found = in.readByte();
        if (found < 1 || found > version()) {
            String read = version() == 1 ? "version 1" : "versions 1 to " + version();
            throw new IOException("state of version " + found + ", but this release reads " + read);
        }
        return read(in, found);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // a serializer of another class writes another format
    public final boolean equals(@Nullable Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
