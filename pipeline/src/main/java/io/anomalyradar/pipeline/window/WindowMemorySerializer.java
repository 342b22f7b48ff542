package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.aggregate.DeviceWindows;
import io.anomalyradar.detector.aggregate.DeviceWindowsCodec;
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
 * The byte format of {@link WindowMemory} in a checkpoint, version 2:
 *
 * <pre>
 * length, bytes     windows (spec/detector-state.md)
 * 4 × long          newest append time, wall clock then, age timer, idle timer
 * count, then for each series by position
 *   text            name
 *   long            time of the newest sample
 *   text, int, int, long  the newest record with one: topic id (null: as of the previous series), partition, leader epoch,
 *                   offset
 * </pre>
 *
 * Version 1 has no leader epoch.
 *
 * <p>Damaged windows are not an error, which would keep the whole job from starting: those of the device start from
 * scratch, and this is reported.
 */
final class WindowMemorySerializer extends StateSerializer<WindowMemory> {
    static final StateTypeInfo<WindowMemory> TYPE =
            new StateTypeInfo<>(WindowMemory.class, new WindowMemorySerializer());

    @Override
    protected int version() {
        return 2;
    }

    @Override
    public WindowMemory createInstance() {
        return new WindowMemory(new SeriesTable(), new DeviceWindows());
    }

    @Override
    public WindowMemory copy(WindowMemory from) {
        return from.copy();
    }

    @Override
    protected void write(WindowMemory memory, DataOutput out) throws IOException {
        byte[] windows = DeviceWindowsCodec.encode(memory.windows());
        Text.writeLength(out, windows.length);
        out.write(windows);
        out.writeLong(memory.lastArrivalMillis());
        out.writeLong(memory.lastSeenMillis());
        out.writeLong(memory.ageTimerMillis());
        out.writeLong(memory.idleTimerMillis());
        SeriesTable series = memory.series();
        Text.writeLength(out, series.size());
        String topicId = "";
        for (int i = 0; i < series.size(); i++) {
            SourcePosition newest = series.newest(i);
            Text.write(out, series.name(i));
            out.writeLong(series.newestMillis(i));
            Text.writeNullable(out, newest.topicId().equals(topicId) ? null : newest.topicId());
            out.writeInt(newest.partition());
            out.writeInt(newest.leaderEpoch());
            out.writeLong(newest.offset());
            topicId = newest.topicId();
        }
    }

    @Override
    protected WindowMemory read(DataInput in, int version) throws IOException {
        byte[] bytes = new byte[Text.readLength(in)];
        in.readFully(bytes);
        DeviceWindows windows;
        String damage = "";
        try {
            windows = DeviceWindowsCodec.decode(bytes);
        } catch (StateVersionException otherRelease) {
            throw new IOException(otherRelease.getMessage(), otherRelease);
        } catch (StateFormatException damaged) {
            windows = new DeviceWindows();
            damage = String.valueOf(damaged.getMessage());
        }
        WindowMemory memory = new WindowMemory(new SeriesTable(), windows);
        memory.damage(damage);
        memory.arrived(in.readLong(), in.readLong());
        memory.ageTimerMillis(in.readLong());
        memory.idleTimerMillis(in.readLong());
        String topicId = "";
        for (int i = 0, size = Text.readLength(in); i < size; i++) {
            int position = memory.series().positionOf(Text.read(in), i);
            long newestMillis = in.readLong();
            String given = Text.readNullable(in);
            topicId = given == null ? topicId : given;
            SourcePosition newest = new SourcePosition(
                    topicId, in.readInt(), version < 2 ? SourcePosition.UNKNOWN_EPOCH : in.readInt(), in.readLong());
            memory.series().note(position, newestMillis, newest);
        }
        return memory;
    }

    @Override
    public TypeSerializerSnapshot<WindowMemory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<WindowMemory> {
        public Snapshot() {
            super(new WindowMemorySerializer());
        }
    }
}
