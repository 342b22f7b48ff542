package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.zscore.ZScoreConfig;
import io.anomalyradar.model.anomaly.Anomaly.Peak;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class DeviceMemorySerializerTest {
    private static final DetectorConfig SMALL =
            new DetectorConfig(ZScoreConfig.DEFAULT, 8, 2, AlarmConfig.K_OF_N, BudgetConfig.DEFAULT);

    private final DeviceMemorySerializer serializer = new DeviceMemorySerializer();

    @Property(tries = 100)
    void anyMemory_isReadAsWritten(@ForAll long seed, @ForAll @IntRange(max = 60) int samples) throws IOException {
        DeviceMemory memory = memory(seed, samples);

        DeviceMemory read = Bytes.copied(memory, serializer);

        assertThat(Bytes.of(read, serializer)).isEqualTo(Bytes.of(memory, serializer));
        assertThat(read.anomalies()).isEqualTo(memory.anomalies());
        assertThat(read.attributes()).isEqualTo(memory.attributes());
        assertThat(read.newest()).isEqualTo(memory.newest());
        assertThat(read.timerMillis()).isEqualTo(memory.timerMillis());
    }

    @Property(tries = 100)
    void copy_sharesNothingWithItsOriginal(@ForAll long seed, @ForAll @IntRange(max = 60) int samples)
            throws IOException {
        DeviceMemory memory = memory(seed, samples);
        DeviceMemory copy = serializer.copy(memory);
        byte[] before = Bytes.of(copy, serializer);

        step(memory.detection(), new Random(seed), 30);
        memory.anomalies().clear();
        memory.learn(new Attributes("other", "other", "other", "other"));
        memory.arrived(new SourcePosition("elsewhere", 9, 9), Long.MAX_VALUE);
        memory.detection().addFrame("another");
        memory.timerMillis(1);

        assertThat(Bytes.of(copy, serializer)).isEqualTo(before);
    }

    @Test
    void bytesOfVersionOne_areStillWrittenAroundTheNewestDetectorState() throws IOException {
        byte[] written = Bytes.of(unheard(), serializer);

        assertThat(written).isEqualTo(Bytes.golden("device-memory-v1-detector-v2"));
    }

    @Test
    void bytesOfVersionOne_areStillRead() throws IOException {
        DeviceMemory read = Bytes.read(Bytes.golden("device-memory-v1"), serializer);

        assertThat(read.detection().lastArrivalMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(read.newest()).isEqualTo(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 99));
        assertThat(read.attributes()).isEqualTo(new Attributes("north", "", "", "acme"));
        assertThat(read.timerMillis()).isEqualTo(1_700_000_604_800_000L);
        assertThat(read.anomalies().get(1)).isEqualTo(anomaly());
    }

    @Test
    void laterVersion_isRefusedWithAMessage() throws IOException {
        byte[] later = Bytes.of(memory(1, 3), serializer);
        later[0] = 2;

        assertThatThrownBy(() -> Bytes.read(later, serializer))
                .isInstanceOf(IOException.class)
                .hasMessage("state of version 2, but this release reads version 1");
    }

    @Test
    void snapshotOfTheSerializer_isCompatibleWithIt() throws IOException {
        var before = Bytes.snapshotRoundTrip(serializer);

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(before)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(before.restoreSerializer()).isEqualTo(serializer);
    }

    @Test
    void snapshotOfALaterVersion_isIncompatible() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(8);
        out.writeInt(2);
        DeviceMemorySerializer.Snapshot later = new DeviceMemorySerializer.Snapshot();
        later.readSnapshot(
                1, new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(later)
                        .isIncompatible())
                .isTrue();
    }

    private static DeviceMemory memory(long seed, int samples) {
        DeviceMemory memory = unheard();
        memory.detection().addMetric("t");
        memory.detection().addMetric("Ω");
        step(memory.detection(), new Random(seed), samples);
        memory.detection().addFrame("an id");
        return memory;
    }

    /** A memory without series: the bytes of these are the detector's affair, and tested there. */
    private static DeviceMemory unheard() {
        DeviceMemory memory = new DeviceMemory(new DeviceState(SMALL, 4));
        memory.learn(new Attributes("north", "", "", "acme"));
        memory.arrived(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 99), 1_700_000_000_000L);
        memory.timerMillis(1_700_000_604_800_000L);
        memory.anomalies().put(1, anomaly());
        return memory;
    }

    private static OpenAnomaly anomaly() {
        Peak peak = new Peak(3, 71.2, 50.3, 46.2, 54.4, 12.5);
        return new OpenAnomaly(
                "0123456789abcdef0123456789abcdef", 2, 1, 5, 4, 1, Severity.CRITICAL, Pattern.LEVEL_SHIFT, peak);
    }

    private static void step(DeviceState state, Random random, int samples) {
        DeviceDetector detector = new DeviceDetector(SMALL);
        for (int i = 0; i < samples; i++) {
            detector.step(state, 0, i, random.nextInt(100), new Evaluation());
        }
    }
}
