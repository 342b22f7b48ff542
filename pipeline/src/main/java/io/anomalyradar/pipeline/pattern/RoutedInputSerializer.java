package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.ImmutableSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes inputs of patterns between operators. */
public final class RoutedInputSerializer extends ImmutableSerializer<RoutedInput> {
    public static final StateTypeInfo<RoutedInput> TYPE =
            new StateTypeInfo<>(RoutedInput.class, new RoutedInputSerializer());

    @Override
    public RoutedInput createInstance() {
        return new RoutedInput(
                "",
                "",
                new PatternInput(
                        PatternStage.Input.EVENT,
                        "0",
                        "",
                        "",
                        0,
                        new SourcePosition("", 0, SourcePosition.UNKNOWN_EPOCH, 0),
                        0,
                        new TreeMap<>()));
    }

    @Override
    public void serialize(RoutedInput routed, DataOutputView out) throws IOException {
        Text.write(out, routed.pattern());
        Text.write(out, routed.key());
        InputSerialization.write(out, routed.input());
    }

    @Override
    public RoutedInput deserialize(DataInputView in) throws IOException {
        return new RoutedInput(Text.read(in), Text.read(in), InputSerialization.read(in));
    }

    @Override
    public TypeSerializerSnapshot<RoutedInput> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RoutedInput> {
        public Snapshot() {
            super(RoutedInputSerializer::new);
        }
    }
}
