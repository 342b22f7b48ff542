package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Inputs of patterns as bytes. */
final class InputSerialization {
    private static final int TEXT = 0;
    private static final int NUMBER = 1;
    private static final int FLAG = 2;

    private InputSerialization() {}

    static void write(DataOutput out, PatternInput input) throws IOException {
        Text.write(out, input.kind().name());
        Text.write(out, input.id());
        Text.write(out, input.name());
        Text.write(out, input.key());
        out.writeLong(input.timeMillis());
        Text.write(out, input.source().topicId());
        out.writeInt(input.source().partition());
        out.writeInt(input.source().leaderEpoch());
        out.writeLong(input.source().offset());
        out.writeLong(input.appendMillis());
        Text.writeLength(out, input.values().size());
        for (Map.Entry<String, Object> entry : input.values().entrySet()) {
            Text.write(out, entry.getKey());
            if (entry.getValue() instanceof Double number) {
                out.writeByte(NUMBER);
                out.writeDouble(number);
            } else if (entry.getValue() instanceof Boolean flag) {
                out.writeByte(FLAG);
                out.writeBoolean(flag);
            } else {
                out.writeByte(TEXT);
                Text.write(out, entry.getValue().toString());
            }
        }
    }

    static PatternInput read(DataInput in) throws IOException {
        PatternStage.Input kind = PatternStage.Input.valueOf(Text.read(in));
        String id = Text.read(in);
        String name = Text.read(in);
        String key = Text.read(in);
        long time = in.readLong();
        SourcePosition source = new SourcePosition(Text.read(in), in.readInt(), in.readInt(), in.readLong());
        long append = in.readLong();
        int size = Text.readLength(in);
        TreeMap<String, Object> values = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            String value = Text.read(in);
            values.put(
                    value,
                    switch (in.readByte()) {
                        case NUMBER -> in.readDouble();
                        case FLAG -> in.readBoolean();
                        default -> Text.read(in);
                    });
        }
        return new PatternInput(kind, id, name, key, time, source, append, values);
    }
}
