package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.DeviceStateCodec;
import io.anomalyradar.detector.codec.StateFormatException;
import io.anomalyradar.detector.codec.StateVersionException;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.Text;
import io.anomalyradar.pipeline.serialization.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The bytes of {@link DeviceMemory} in a checkpoint, version 3:
 *
 * <pre>
 * length, bytes     detector state (spec/detector-state.md)
 * 4 × text          attributes: site, type, group, tenant
 * text, int, int, long  newest record: topic id, partition, leader epoch, offset
 * long              when the device's timer fires
 * count, then for each open anomaly
 *   length          position of its metric, from 1; 0: of the device as a whole
 *   an anomaly      {@link OpenAnomalyBytes}
 * </pre>
 *
 * Version 2 has no leader epoch. Version 1 has no anomalies of a device either as a whole, and counts positions from 0.
 *
 * <p>A damaged detector state is no failure, which would keep the whole job from starting: it is {@linkplain DeviceMemory#unreadable kept}, written again as it
 * is, and reported once the device is heard.
 */
final class DeviceMemorySerializer extends StateSerializer<DeviceMemory> {
    static final ValueType<DeviceMemory> TYPE = new ValueType<>(DeviceMemory.class, new DeviceMemorySerializer());

    @Override
    protected int version() {
        return 3;
    }

    @Override
    public DeviceMemory createInstance() {
        return new DeviceMemory(new DeviceState(DetectorConfig.DEFAULT));
    }

    @Override
    public DeviceMemory copy(DeviceMemory from) {
        return from.copy();
    }

    @Override
    protected void write(DeviceMemory memory, DataOutput out) throws IOException {
        UnreadableState unreadable = memory.unreadable();
        byte[] detection = unreadable == null ? DeviceStateCodec.encode(memory.detection()) : unreadable.bytes();
        Text.writeLength(out, detection.length);
        out.write(detection);
        Attributes attributes = memory.attributes();
        Text.write(out, attributes.site());
        Text.write(out, attributes.type());
        Text.write(out, attributes.group());
        Text.write(out, attributes.tenant());
        SourcePosition newest = memory.newest();
        Text.write(out, newest.topicId());
        out.writeInt(newest.partition());
        out.writeInt(newest.leaderEpoch());
        out.writeLong(newest.offset());
        out.writeLong(memory.timerMillis());
        Text.writeLength(out, memory.anomalies().size());
        for (var open : memory.anomalies().entrySet()) {
            Text.writeLength(out, open.getKey() - DeviceMemory.WHOLE);
            OpenAnomalyBytes.write(open.getValue(), out);
        }
    }

    @Override
    protected DeviceMemory read(DataInput in, int version) throws IOException {
        byte[] bytes = new byte[Text.readLength(in)];
        in.readFully(bytes);
        UnreadableState unreadable = null;
        DeviceState detection;
        try {
            detection = DeviceStateCodec.decode(bytes);
        } catch (StateVersionException otherRelease) {
            throw new IOException(otherRelease.getMessage(), otherRelease); // all devices would be lost
        } catch (StateFormatException damaged) {
            unreadable = new UnreadableState(bytes, String.valueOf(damaged.getMessage()));
            detection = new DeviceState(DetectorConfig.DEFAULT);
        }
        Attributes attributes = new Attributes(Text.read(in), Text.read(in), Text.read(in), Text.read(in));
        SourcePosition newest = new SourcePosition(
                Text.read(in), in.readInt(), version < 3 ? SourcePosition.UNKNOWN_EPOCH : in.readInt(), in.readLong());
        long timerMillis = in.readLong();
        NavigableMap<Integer, OpenAnomaly> anomalies = new TreeMap<>();
        for (int i = Text.readLength(in); i > 0; i--) {
            int position = Text.readLength(in) + (version == 1 ? 0 : DeviceMemory.WHOLE);
            String named = version == 1 ? metric(detection, position) : Text.read(in);
            anomalies.put(position, OpenAnomalyBytes.read(named, version, in));
        }
        DeviceMemory memory = DeviceMemory.restored(detection, anomalies, attributes, newest, timerMillis);
        memory.unreadable(unreadable);
        return memory;
    }

    /** The name of a metric; empty when the state that has it cannot be read. */
    private static String metric(DeviceState detection, int position) {
        return position < detection.seriesCount() ? detection.metric(position) : "";
    }

    @Override
    public TypeSerializerSnapshot<DeviceMemory> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says in a checkpoint which version was written. */
    public static final class Snapshot extends StateSerializerSnapshot<DeviceMemory> {
        public Snapshot() {
            super(new DeviceMemorySerializer());
        }
    }
}
