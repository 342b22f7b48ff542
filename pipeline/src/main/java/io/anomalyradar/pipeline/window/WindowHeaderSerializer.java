package io.anomalyradar.pipeline.window;

import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of {@link WindowHeader} in a checkpoint, version 1: four longs, the newest append time, the wall
 * clock then, age timer and idle timer; then the number of series.
 */
final class WindowHeaderSerializer extends StateSerializer<WindowHeader> {
    static final StateTypeInfo<WindowHeader> TYPE =
            new StateTypeInfo<>(WindowHeader.class, new WindowHeaderSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public WindowHeader createInstance() {
        return new WindowHeader();
    }

    @Override
    public WindowHeader copy(WindowHeader from) {
        return from.copy();
    }

    @Override
    protected void write(WindowHeader header, DataOutput out) throws IOException {
        out.writeLong(header.lastArrivalMillis());
        out.writeLong(header.lastSeenMillis());
        out.writeLong(header.ageTimerMillis());
        out.writeLong(header.idleTimerMillis());
        Text.writeLength(out, header.series());
    }

    @Override
    protected WindowHeader read(DataInput in, int version) throws IOException {
        WindowHeader header = new WindowHeader();
        header.arrived(in.readLong(), in.readLong());
        header.ageTimerMillis(in.readLong());
        header.idleTimerMillis(in.readLong());
        header.series(Text.readLength(in));
        return header;
    }

    @Override
    public TypeSerializerSnapshot<WindowHeader> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<WindowHeader> {
        public Snapshot() {
            super(new WindowHeaderSerializer());
        }
    }
}
