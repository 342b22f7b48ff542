package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes {@link ArrivedFrame} in the shuffle by device, the only place where frames cross threads or machines. */
public final class ArrivedFrameSerializer extends ImmutableSerializer<ArrivedFrame> {
    public static final StateTypeInfo<ArrivedFrame> TYPE =
            new StateTypeInfo<>(ArrivedFrame.class, new ArrivedFrameSerializer());

    private static final int HAS_ATTRIBUTES = 1;
    private static final int HAS_METADATA = 2;
    private static final int HAS_ID = 4;
    private static final int HAS_KINDS = 8;
    private static final int IS_HISTORY = 16;

    @Override
    public ArrivedFrame createInstance() {
        return new ArrivedFrame(Frame.of("", 0, new String[0], new double[0]), 0, 0, 0, 0);
    }

    @Override
    public void serialize(ArrivedFrame arrived, DataOutputView out) throws IOException {
        Frame frame = arrived.frame();
        String id = frame.id();
        out.writeByte((frame.attributes().isEmpty() ? 0 : HAS_ATTRIBUTES)
                | (frame.metadata().isEmpty() ? 0 : HAS_METADATA)
                | (id == null ? 0 : HAS_ID)
                | (frame.hasOnlyGauges() ? 0 : HAS_KINDS)
                | (arrived.history() ? IS_HISTORY : 0));
        out.writeInt(arrived.partition());
        out.writeInt(arrived.leaderEpoch());
        out.writeLong(arrived.offset());
        out.writeLong(arrived.appendTimeMillis());
        out.writeLong(frame.timestampMillis());
        Text.write(out, frame.device());
        int size = frame.size();
        Text.writeLength(out, size);
        for (int i = 0; i < size; i++) {
            Text.write(out, frame.metric(i));
            out.writeDouble(frame.value(i));
        }
        for (int i = 0; i < size && !frame.hasOnlyGauges(); i++) {
            out.writeByte(frame.kind(i).number());
        }
        if (!frame.attributes().isEmpty()) {
            writeAttributes(out, frame.attributes());
        }
        if (!frame.metadata().isEmpty()) {
            writeMetadata(out, frame.metadata());
        }
        if (id != null) {
            Text.write(out, id);
        }
    }

    @Override
    public ArrivedFrame deserialize(DataInputView in) throws IOException {
        int parts = in.readByte();
        int partition = in.readInt();
        int leaderEpoch = in.readInt();
        long offset = in.readLong();
        long appendTimeMillis = in.readLong();
        long timestampMillis = in.readLong();
        String device = Text.read(in);
        int size = Text.readLength(in);
        String[] metrics = new String[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            metrics[i] = Text.read(in);
            values[i] = in.readDouble();
        }
        SampleKind @Nullable [] kinds = (parts & HAS_KINDS) == 0 ? null : readKinds(in, size);
        Attributes attributes = (parts & HAS_ATTRIBUTES) == 0 ? Attributes.NONE : readAttributes(in);
        Map<String, String> metadata = (parts & HAS_METADATA) == 0 ? Map.of() : readMetadata(in);
        @Nullable String id = (parts & HAS_ID) == 0 ? null : Text.read(in);
        Frame frame = new Frame(device, timestampMillis, metrics, values, kinds, attributes, metadata, id);
        boolean history = (parts & IS_HISTORY) != 0;
        return new ArrivedFrame(frame, partition, leaderEpoch, offset, appendTimeMillis, history);
    }

    private static SampleKind[] readKinds(DataInputView in, int size) throws IOException {
        SampleKind[] kinds = new SampleKind[size];
        for (int i = 0; i < size; i++) {
            kinds[i] = SampleKind.of(in.readByte());
        }
        return kinds;
    }

    private static void writeAttributes(DataOutputView out, Attributes attributes) throws IOException {
        Text.write(out, attributes.site());
        Text.write(out, attributes.type());
        Text.write(out, attributes.group());
        Text.write(out, attributes.tenant());
    }

    private static Attributes readAttributes(DataInputView in) throws IOException {
        return new Attributes(Text.read(in), Text.read(in), Text.read(in), Text.read(in));
    }

    private static void writeMetadata(DataOutputView out, Map<String, String> metadata) throws IOException {
        Text.writeLength(out, metadata.size());
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            Text.write(out, entry.getKey());
            Text.write(out, entry.getValue());
        }
    }

    private static Map<String, String> readMetadata(DataInputView in) throws IOException {
        int size = Text.readLength(in);
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            metadata.put(Text.read(in), Text.read(in));
        }
        return metadata;
    }

    @Override
    public TypeSerializerSnapshot<ArrivedFrame> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ArrivedFrame> {
        public Snapshot() {
            super(ArrivedFrameSerializer::new);
        }
    }
}
