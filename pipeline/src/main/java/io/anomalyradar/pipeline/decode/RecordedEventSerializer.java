package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.event.RecordedEventJson;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes events between operators, as JSON after its length. */
public final class RecordedEventSerializer extends ImmutableSerializer<RecordedEvent> {
    public static final StateTypeInfo<RecordedEvent> TYPE =
            new StateTypeInfo<>(RecordedEvent.class, new RecordedEventSerializer());

    @Override
    public RecordedEvent createInstance() {
        return RecordedEvent.of(
                new Event("", "", 0, null, new TreeMap<>()),
                new SourcePosition("", 0, SourcePosition.UNKNOWN_EPOCH, 0),
                0);
    }

    @Override
    public void serialize(RecordedEvent event, DataOutputView out) throws IOException {
        byte[] json = RecordedEventJson.encode(event);
        out.writeInt(json.length);
        out.write(json);
    }

    @Override
    public RecordedEvent deserialize(DataInputView in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return RecordedEventJson.decode(json);
    }

    @Override
    public TypeSerializerSnapshot<RecordedEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RecordedEvent> {
        public Snapshot() {
            super(RecordedEventSerializer::new);
        }
    }
}
