package io.anomalyradar.benchmarks.state;

import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Series that are read and written together, by position. */
final class SeriesBlock {
    final TreeMap<Integer, SeriesState> series = new TreeMap<>();

    SeriesBlock copy() {
        SeriesBlock copy = new SeriesBlock();
        series.forEach((position, state) -> copy.series.put(position, state.copy()));
        return copy;
    }

    /** The bytes of a block: each state behind its length. */
    static final class Serializer extends StateSerializer<SeriesBlock> {
        @Override
        protected int version() {
            return 1;
        }

        @Override
        public SeriesBlock createInstance() {
            return new SeriesBlock();
        }

        @Override
        public SeriesBlock copy(SeriesBlock from) {
            return from.copy();
        }

        @Override
        protected void write(SeriesBlock block, DataOutput out) throws IOException {
            out.writeInt(block.series.size());
            for (SeriesState state : block.series.values()) {
                byte[] bytes = SeriesStateCodec.encode(state);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }

        @Override
        protected SeriesBlock read(DataInput in, int version) throws IOException {
            SeriesBlock block = new SeriesBlock();
            for (int i = in.readInt(); i > 0; i--) {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                SeriesState state = SeriesStateCodec.decode(bytes);
                block.series.put(state.position(), state);
            }
            return block;
        }

        @Override
        public TypeSerializerSnapshot<SeriesBlock> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Says in a checkpoint which version was written. */
    public static final class Snapshot extends StateSerializerSnapshot<SeriesBlock> {
        public Snapshot() {
            super(new Serializer());
        }
    }
}
