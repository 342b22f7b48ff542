package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * The checkpoint of a detect step of another release, or a damaged one: written by Flink under the name, key and serializer snapshot of
 * that step, with bytes of devices that are given.
 */
final class EarlierJob {
    private EarlierJob() {}

    /** A checkpoint with these devices, as the serializer of {@code version} wrote them (bytes behind the version), each with a timer. */
    static OperatorSubtaskState checkpoint(int version, Map<String, byte[]> devices, long timerMillis)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Keeping(version, devices, timerMillis)), device -> device, Types.STRING);
        try (harness) {
            harness.open();
            for (String device : devices.keySet()) {
                harness.processElement(new StreamRecord<>(device));
            }
            return harness.snapshot(1, 1);
        }
    }

    /** Keeps the bytes of the devices that it hears of. */
    private static final class Keeping extends KeyedProcessFunction<String, String, String> {
        private final int version;
        private final transient Map<String, byte[]> devices;
        private final long timerMillis;
        private transient ValueState<DeviceMemory> state;

        @SuppressWarnings("NullAway.Init") // set by open
        Keeping(int version, Map<String, byte[]> devices, long timerMillis) {
            this.version = version;
            this.devices = devices;
            this.timerMillis = timerMillis;
        }

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("device", new AsGiven(version)));
        }

        @Override
        public void processElement(String device, Context context, Collector<String> out) throws Exception {
            DeviceMemory memory = new DeviceMemory(new DeviceState(DetectorConfig.DEFAULT));
            memory.unreadable(new UnreadableState(Objects.requireNonNull(devices.get(device)), ""));
            state.update(memory);
            context.timerService().registerEventTimeTimer(timerMillis);
        }
    }

    /** Writes the bytes that a memory holds, and says that the serializer of some version did. */
    private static final class AsGiven extends StateSerializer<DeviceMemory> {
        private final int version;

        AsGiven(int version) {
            this.version = version;
        }

        @Override
        protected int version() {
            return version;
        }

        @Override
        protected void write(DeviceMemory memory, DataOutput out) throws IOException {
            out.write(Objects.requireNonNull(memory.unreadable()).bytes());
        }

        @Override
        protected DeviceMemory read(DataInput in, int found) {
            throw new UnsupportedOperationException("only writes");
        }

        @Override
        public DeviceMemory createInstance() {
            return new DeviceMemory(new DeviceState(DetectorConfig.DEFAULT));
        }

        @Override
        public DeviceMemory copy(DeviceMemory from) {
            return from.copy();
        }

        @Override
        public TypeSerializerSnapshot<DeviceMemory> snapshotConfiguration() {
            try {
                DataOutputSerializer out = new DataOutputSerializer(Integer.BYTES);
                out.writeInt(version);
                DeviceMemorySerializer.Snapshot snapshot = new DeviceMemorySerializer.Snapshot();
                snapshot.readSnapshot(
                        1,
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader());
                return snapshot;
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
