package io.anomalyradar.pipeline.detect;

import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of {@link FrameIds} in a checkpoint, version 1: a length, then for each entry, oldest first, three
 * longs: both hashes and the bits.
 */
final class FrameIdsSerializer extends StateSerializer<FrameIds> {
    static final StateTypeInfo<FrameIds> TYPE = new StateTypeInfo<>(FrameIds.class, new FrameIdsSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public FrameIds createInstance() {
        return new FrameIds();
    }

    @Override
    public FrameIds copy(FrameIds from) {
        return from.copy();
    }

    @Override
    protected void write(FrameIds ids, DataOutput out) throws IOException {
        Text.writeLength(out, ids.count());
        for (int i = 0; i < ids.count(); i++) {
            out.writeLong(ids.body(i));
            out.writeLong(ids.chunk(i));
            out.writeLong(ids.bits(i));
        }
    }

    @Override
    protected FrameIds read(DataInput in, int version) throws IOException {
        FrameIds ids = new FrameIds();
        for (int i = Text.readLength(in); i > 0; i--) {
            ids.append(in.readLong(), in.readLong(), in.readLong());
        }
        return ids;
    }

    @Override
    public TypeSerializerSnapshot<FrameIds> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<FrameIds> {
        public Snapshot() {
            super(new FrameIdsSerializer());
        }
    }
}
