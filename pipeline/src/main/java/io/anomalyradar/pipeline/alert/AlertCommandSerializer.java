package io.anomalyradar.pipeline.alert;

import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
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
        Text.write(out, command.alert());
        Text.write(out, command.device());
        Text.write(out, command.action().name());
        Text.write(out, command.by());
        Text.write(out, command.text());
        out.writeLong(command.untilMillis());
        Text.write(out, command.area());
    }

    @Override
    public AlertCommand deserialize(DataInputView in) throws IOException {
        String alert = Text.read(in);
        String device = Text.read(in);
        AlertAction action = AlertAction.valueOf(Text.read(in));
        String by = Text.read(in);
        String text = Text.read(in);
        long until = in.readLong();
        return new AlertCommand(alert, device, action, by, text, until, Text.read(in));
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
