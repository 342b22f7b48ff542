package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.aggregate.SeriesWindowsCodec;
import io.anomalyradar.detector.codec.StateFormatException;
import io.anomalyradar.detector.codec.StateVersionException;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of {@link StoredWindows} in a checkpoint, version 1:
 *
 * <pre>
 * length                position of the metric in its device
 * long                  time of the newest sample
 * text, int, int, long  the newest record: topic id, partition, leader epoch, offset
 * length, bytes         windows (spec/detector-state.md)
 * </pre>
 *
 * Damaged windows are not an error, which would keep the whole job from starting: those of the series start from
 * scratch, and this is reported.
 */
final class StoredWindowsSerializer extends StateSerializer<StoredWindows> {
    static final StateTypeInfo<StoredWindows> TYPE =
            new StateTypeInfo<>(StoredWindows.class, new StoredWindowsSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public StoredWindows createInstance() {
        return new StoredWindows(0);
    }

    @Override
    public StoredWindows copy(StoredWindows from) {
        return from.copy();
    }

    @Override
    protected void write(StoredWindows stored, DataOutput out) throws IOException {
        SourcePosition newest = stored.newest();
        Text.writeLength(out, stored.position());
        out.writeLong(stored.newestMillis());
        Text.write(out, newest.topicId());
        out.writeInt(newest.partition());
        out.writeInt(newest.leaderEpoch());
        out.writeLong(newest.offset());
        byte[] windows = SeriesWindowsCodec.encode(stored.windows());
        Text.writeLength(out, windows.length);
        out.write(windows);
    }

    @Override
    protected StoredWindows read(DataInput in, int version) throws IOException {
        int position = Text.readLength(in);
        long newestMillis = in.readLong();
        SourcePosition newest = new SourcePosition(Text.read(in), in.readInt(), in.readInt(), in.readLong());
        byte[] bytes = new byte[Text.readLength(in)];
        in.readFully(bytes);
        StoredWindows stored = windows(position, bytes);
        stored.note(newestMillis, newest);
        return stored;
    }

    private static StoredWindows windows(int position, byte[] bytes) throws IOException {
        try {
            return StoredWindows.of(position, SeriesWindowsCodec.decode(bytes));
        } catch (StateVersionException otherRelease) {
            throw new IOException(otherRelease.getMessage(), otherRelease);
        } catch (StateFormatException damaged) {
            return StoredWindows.damaged(position, String.valueOf(damaged.getMessage()));
        }
    }

    @Override
    public TypeSerializerSnapshot<StoredWindows> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<StoredWindows> {
        public Snapshot() {
            super(new StoredWindowsSerializer());
        }
    }
}
