package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link TelemetryRecord} between operators. Source and decoder are chained, so it is rarely used. */
public final class TelemetryRecordSerializer extends ImmutableSerializer<TelemetryRecord> {
    public static final StateTypeInfo<TelemetryRecord> TYPE =
            new StateTypeInfo<>(TelemetryRecord.class, new TelemetryRecordSerializer());

    @Override
    public TelemetryRecord createInstance() {
        return new TelemetryRecord(0, 0, 0, 0, null, null, List.of());
    }

    @Override
    public void serialize(TelemetryRecord telemetry, DataOutputView out) throws IOException {
        out.writeInt(telemetry.partition());
        out.writeInt(telemetry.leaderEpoch());
        out.writeLong(telemetry.offset());
        out.writeLong(telemetry.appendTimeMillis());
        Text.writeNullable(out, telemetry.key());
        Text.writeNullable(out, telemetry.value());
        Text.writeLength(out, telemetry.headers().size());
        for (Header header : telemetry.headers()) {
            Text.write(out, header.name());
            Text.writeLength(out, header.value().length);
            out.write(header.value());
        }
    }

    @Override
    public TelemetryRecord deserialize(DataInputView in) throws IOException {
        int partition = in.readInt();
        int leaderEpoch = in.readInt();
        long offset = in.readLong();
        long appendTimeMillis = in.readLong();
        byte[] key = Text.readNullableBytes(in);
        byte[] value = Text.readNullableBytes(in);
        int count = Text.readLength(in);
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = Text.read(in);
            byte[] bytes = new byte[Text.readLength(in)];
            in.readFully(bytes);
            headers.add(new Header(name, bytes));
        }
        return new TelemetryRecord(partition, leaderEpoch, offset, appendTimeMillis, key, value, headers);
    }

    @Override
    public TypeSerializerSnapshot<TelemetryRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TelemetryRecord> {
        public Snapshot() {
            super(TelemetryRecordSerializer::new);
        }
    }
}
