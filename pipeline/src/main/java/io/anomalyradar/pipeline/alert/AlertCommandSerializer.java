package io.anomalyradar.pipeline.alert;

import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes commands between operators. */
public final class AlertCommandSerializer extends ImmutableSerializer<AlertCommand> {
    public static final StateTypeInfo<AlertCommand> TYPE =
            new StateTypeInfo<>(AlertCommand.class, new AlertCommandSerializer());

    @Override
    public AlertCommand createInstance() {
        return AlertCommand.onAlert("", "", AlertAction.COMMENT, "", "", 0);
    }

    @Override
    public void serialize(AlertCommand command, DataOutputView out) throws IOException {
        byte[] json = AlertCommandJson.encode(command);
        out.writeInt(json.length);
        out.write(json);
    }

    @Override
    public AlertCommand deserialize(DataInputView in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        try {
            return AlertCommandJson.read(json);
        } catch (SettingsException impossible) {
            throw new IOException("not a command: " + impossible.getMessage(), impossible);
        }
    }

    @Override
    public TypeSerializerSnapshot<AlertCommand> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<AlertCommand> {
        public Snapshot() {
            super(AlertCommandSerializer::new);
        }
    }
}
