package io.anomalyradar.pipeline.pattern;

import io.anomalyradar.alerting.pattern.Capture;
import io.anomalyradar.alerting.pattern.MachineProgress;
import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.PatternState;
import io.anomalyradar.alerting.pattern.Run;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a pattern and a key, in checkpoints. Runs share inputs, so each is written once, in a table, and runs
 * refer to its index.
 *
 * <pre>
 * text     fingerprint of the pattern
 * long     time of the last input; long: position of the next one
 * inputs   those of the runs
 * runs     int stage, boolean gap, long first, long last, long begin; captures: int count (0: none), int first, int last
 * int      inputs of a correlation; each: int stage, input
 * boolean  whether there is a machine; text state, long entered, long entered (append), long moved, long moved (append),
 *          int count, input first, input last, text alert, long alert since
 * inputs   those that wait
 * longs    marks of the newest inputs
 * </pre>
 */
public final class PatternStateSerializer extends StateSerializer<PatternState> {
    static final StateTypeInfo<PatternState> TYPE =
            new StateTypeInfo<>(PatternState.class, new PatternStateSerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public PatternState createInstance() {
        return PatternState.EMPTY;
    }

    /** The value itself, which is immutable. */
    @Override
    public PatternState copy(PatternState from) {
        return from;
    }

    @Override
    protected void write(PatternState state, DataOutput out) throws IOException {
        Text.write(out, state.fingerprint());
        out.writeLong(state.lastMillis());
        out.writeLong(state.next());
        Map<PatternInput, Integer> table = new LinkedHashMap<>();
        for (Run run : state.runs()) {
            for (Capture capture : run.captures()) {
                if (capture != null) {
                    table.putIfAbsent(capture.first(), table.size());
                    table.putIfAbsent(capture.last(), table.size());
                }
            }
        }
        writeInputs(out, List.copyOf(table.keySet()));
        Text.writeLength(out, state.runs().size());
        for (Run run : state.runs()) {
            write(run, table, out);
        }
        Text.writeLength(out, state.recent().size());
        for (PatternState.Recent recent : state.recent()) {
            Text.writeLength(out, recent.stage());
            InputSerialization.write(out, recent.input());
        }
        write(state.progress(), out);
        writeInputs(out, state.waiting());
        Text.writeLength(out, state.known().size());
        for (long mark : state.known()) {
            out.writeLong(mark);
        }
    }

    private static void writeInputs(DataOutput out, List<PatternInput> inputs) throws IOException {
        Text.writeLength(out, inputs.size());
        for (PatternInput input : inputs) {
            InputSerialization.write(out, input);
        }
    }

    private static void write(Run run, Map<PatternInput, Integer> table, DataOutput out) throws IOException {
        out.writeInt(run.stage());
        out.writeBoolean(run.gap());
        out.writeLong(run.firstNumber());
        out.writeLong(run.lastNumber());
        out.writeLong(run.beginMillis());
        Text.writeLength(out, run.captures().size());
        for (Capture capture : run.captures()) {
            Text.writeLength(out, capture == null ? 0 : capture.count());
            if (capture != null) {
                Text.writeLength(out, table.getOrDefault(capture.first(), 0));
                Text.writeLength(out, table.getOrDefault(capture.last(), 0));
            }
        }
    }

    @Override
    protected PatternState read(DataInput in, int version) throws IOException {
        String fingerprint = Text.read(in);
        long last = in.readLong();
        long next = in.readLong();
        List<PatternInput> table = readInputs(in);
        int count = Text.readLength(in);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(readRun(in, table));
        }
        int inputs = Text.readLength(in);
        List<PatternState.Recent> recent = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            int stage = Text.readLength(in);
            recent.add(new PatternState.Recent(stage, InputSerialization.read(in)));
        }
        MachineProgress progress = readProgress(in);
        List<PatternInput> waiting = readInputs(in);
        int marks = Text.readLength(in);
        List<Long> known = new ArrayList<>();
        for (int i = 0; i < marks; i++) {
            known.add(in.readLong());
        }
        return new PatternState(fingerprint, last, next, runs, recent, progress, waiting, known);
    }

    private static void write(@Nullable MachineProgress progress, DataOutput out) throws IOException {
        out.writeBoolean(progress != null);
        if (progress != null) {
            Text.write(out, progress.state());
            out.writeLong(progress.enteredMillis());
            out.writeLong(progress.enteredAppendMillis());
            out.writeLong(progress.movedMillis());
            out.writeLong(progress.movedAppendMillis());
            Text.writeLength(out, progress.inputs().count());
            InputSerialization.write(out, progress.inputs().first());
            InputSerialization.write(out, progress.inputs().last());
            Text.write(out, progress.alert());
            out.writeLong(progress.alertMillis());
        }
    }

    private static @Nullable MachineProgress readProgress(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String state = Text.read(in);
        long entered = in.readLong();
        long enteredAppend = in.readLong();
        long moved = in.readLong();
        long movedAppend = in.readLong();
        Capture inputs = new Capture(Text.readLength(in), InputSerialization.read(in), InputSerialization.read(in));
        return new MachineProgress(
                state, entered, enteredAppend, moved, movedAppend, inputs, Text.read(in), in.readLong());
    }

    private static List<PatternInput> readInputs(DataInput in) throws IOException {
        int count = Text.readLength(in);
        List<PatternInput> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            inputs.add(InputSerialization.read(in));
        }
        return inputs;
    }

    private static Run readRun(DataInput in, List<PatternInput> table) throws IOException {
        int stage = in.readInt();
        boolean gap = in.readBoolean();
        long first = in.readLong();
        long last = in.readLong();
        long begin = in.readLong();
        int stages = Text.readLength(in);
        List<@Nullable Capture> captures = new ArrayList<>();
        for (int i = 0; i < stages; i++) {
            int count = Text.readLength(in);
            captures.add(
                    count == 0
                            ? null
                            : new Capture(count, table.get(Text.readLength(in)), table.get(Text.readLength(in))));
        }
        return new Run(stage, gap, first, last, begin, captures);
    }

    @Override
    public TypeSerializerSnapshot<PatternState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the serializer in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PatternState> {
        public Snapshot() {
            super(PatternStateSerializer::new);
        }
    }
}
