package io.anomalyradar.pipeline.alert;

import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.pipeline.decode.RecordedEventSerializer;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes commands and events between operators. */
public final class DeviceInputSerializer extends ImmutableSerializer<DeviceInput> {
    public static final StateTypeInfo<DeviceInput> TYPE =
            new StateTypeInfo<>(DeviceInput.class, new DeviceInputSerializer());

    private final AlertCommandSerializer commands = new AlertCommandSerializer();
    private final RecordedEventSerializer events = new RecordedEventSerializer();

    @Override
    public DeviceInput createInstance() {
        return DeviceInput.of(commands.createInstance());
    }

    @Override
    public void serialize(DeviceInput input, DataOutputView out) throws IOException {
        AlertCommand command = input.command();
        out.writeBoolean(command != null);
        if (command != null) {
            commands.serialize(command, out);
        } else if (input.event() != null) {
            events.serialize(input.event(), out);
        }
    }

    @Override
    public DeviceInput deserialize(DataInputView in) throws IOException {
        return in.readBoolean() ? DeviceInput.of(commands.deserialize(in)) : DeviceInput.of(events.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<DeviceInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeviceInput> {
        public Snapshot() {
            super(DeviceInputSerializer::new);
        }
    }
}
