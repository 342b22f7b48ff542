package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of a {@link StoredSeries} in a checkpoint, version 1:
 *
 * <pre>
 * length           position of the metric in its device
 * length, bytes    its open anomaly (spec/detector-state.md); no bytes: none is open
 * length, bytes    state of the series (spec/detector-state.md)
 * </pre>
 *
 * Damaged bytes are not an error, which would keep the whole job from starting: they are kept, written again unchanged,
 * and reported when the series is needed.
 */
final class StoredSeriesSerializer extends StateSerializer<StoredSeries> {
    static final StateTypeInfo<StoredSeries> TYPE =
            new StateTypeInfo<>(StoredSeries.class, new StoredSeriesSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public StoredSeries createInstance() {
        return StoredSeries.of(new SeriesState("", 0, DetectorConfig.DEFAULT));
    }

    @Override
    public StoredSeries copy(StoredSeries from) {
        return from.copy();
    }

    @Override
    protected void write(StoredSeries stored, DataOutput out) throws IOException {
        Text.writeLength(out, stored.position());
        SeriesState state = stored.state();
        if (state == null) {
            StateBytes.write(stored.unreadable(), out);
        } else {
            StateBytes.write(state.anomaly(), state::describe, out);
            StateBytes.write(SeriesStateCodec.encode(state), out);
        }
    }

    @Override
    protected StoredSeries read(DataInput in, int version) throws IOException {
        int position = Text.readLength(in);
        return StateBytes.read(
                in,
                (bytes, open) -> {
                    SeriesState state = SeriesStateCodec.decode(bytes);
                    state.anomaly(open);
                    return StoredSeries.of(state);
                },
                unreadable -> StoredSeries.unreadable(position, unreadable));
    }

    @Override
    public TypeSerializerSnapshot<StoredSeries> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<StoredSeries> {
        public Snapshot() {
            super(new StoredSeriesSerializer());
        }
    }
}
