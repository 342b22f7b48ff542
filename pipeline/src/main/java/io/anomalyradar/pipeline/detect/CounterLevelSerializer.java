package io.anomalyradar.pipeline.detect;

import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of {@link CounterLevel} in a checkpoint, version 1:
 *
 * <pre>
 * long     time, epoch milliseconds
 * double   value
 * </pre>
 */
final class CounterLevelSerializer extends StateSerializer<CounterLevel> {
    static final StateTypeInfo<CounterLevel> TYPE =
            new StateTypeInfo<>(CounterLevel.class, new CounterLevelSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public CounterLevel createInstance() {
        return new CounterLevel(0, 0);
    }

    /** The value itself, which is immutable. */
    @Override
    public CounterLevel copy(CounterLevel from) {
        return from;
    }

    @Override
    protected void write(CounterLevel level, DataOutput out) throws IOException {
        out.writeLong(level.timestampMillis());
        out.writeDouble(level.value());
    }

    @Override
    protected CounterLevel read(DataInput in, int version) throws IOException {
        return new CounterLevel(in.readLong(), in.readDouble());
    }

    @Override
    public TypeSerializerSnapshot<CounterLevel> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<CounterLevel> {
        public Snapshot() {
            super(new CounterLevelSerializer());
        }
    }
}
