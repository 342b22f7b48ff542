package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The bytes of a {@link DeviceHeader} in a checkpoint, version 3 (versions 1 and 2 end earlier):
 *
 * <pre>
 * 4 × text          attributes: site, type, group, tenant
 * text, int, int, long  newest record: topic id, partition, leader epoch, offset
 * long              when the newest record of the device arrived, append time
 * long              when its next timer fires
 * length            the number of its series
 * byte              1: the metrics have joint state
 * count, then       open anomalies
 *   text, long      metric (empty: of the device as a whole), when it is closed unless a sample comes before
 * byte              1: its silence is an open anomaly; from version 2
 * byte              1: it has sent something itself; from version 3, before it is 1
 * count, then text  metrics whose open anomaly is not emitted; from version 3
 * </pre>
 */
final class DeviceHeaderSerializer extends StateSerializer<DeviceHeader> {
    static final StateTypeInfo<DeviceHeader> TYPE =
            new StateTypeInfo<>(DeviceHeader.class, new DeviceHeaderSerializer());

    @Override
    protected int version() {
        return 3;
    }

    @Override
    public DeviceHeader createInstance() {
        return new DeviceHeader();
    }

    @Override
    public DeviceHeader copy(DeviceHeader from) {
        return from.copy();
    }

    @Override
    protected void write(DeviceHeader header, DataOutput out) throws IOException {
        Attributes attributes = header.attributes();
        Text.write(out, attributes.site());
        Text.write(out, attributes.type());
        Text.write(out, attributes.group());
        Text.write(out, attributes.tenant());
        SourcePosition newest = header.newest();
        Text.write(out, newest.topicId());
        out.writeInt(newest.partition());
        out.writeInt(newest.leaderEpoch());
        out.writeLong(newest.offset());
        out.writeLong(header.lastArrivalMillis());
        out.writeLong(header.timerMillis());
        Text.writeLength(out, header.series());
        out.writeBoolean(header.joint());
        Text.writeLength(out, header.openAnomalies().size());
        for (Map.Entry<String, Long> open : header.openAnomalies().entrySet()) {
            Text.write(out, open.getKey());
            out.writeLong(open.getValue());
        }
        out.writeBoolean(header.silent());
        out.writeBoolean(header.live());
        Text.writeLength(out, header.muted().size());
        for (String metric : header.muted()) {
            Text.write(out, metric);
        }
    }

    @Override
    protected DeviceHeader read(DataInput in, int version) throws IOException {
        DeviceHeader header = new DeviceHeader();
        header.learn(new Attributes(Text.read(in), Text.read(in), Text.read(in), Text.read(in)));
        SourcePosition newest = new SourcePosition(Text.read(in), in.readInt(), in.readInt(), in.readLong());
        header.arrived(newest, in.readLong());
        header.timerMillis(in.readLong());
        header.series(Text.readLength(in));
        header.joint(in.readBoolean());
        for (int i = Text.readLength(in); i > 0; i--) {
            header.openAnomalies().put(Text.read(in), in.readLong());
        }
        header.silent(version >= 2 && in.readBoolean());
        header.live(version < 3 || in.readBoolean());
        for (int i = version < 3 ? 0 : Text.readLength(in); i > 0; i--) {
            header.muted().add(Text.read(in));
        }
        return header;
    }

    @Override
    public TypeSerializerSnapshot<DeviceHeader> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<DeviceHeader> {
        public Snapshot() {
            super(new DeviceHeaderSerializer());
        }
    }
}
