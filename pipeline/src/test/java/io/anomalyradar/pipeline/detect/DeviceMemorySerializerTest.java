package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.DeviceStateCodec;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.zscore.ZScoreConfig;
import io.anomalyradar.model.anomaly.Anomaly.Peak;
import io.anomalyradar.model.anomaly.Contribution;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        memory.arrived(new SourcePosition("elsewhere", 9, 4, 9), Long.MAX_VALUE);
        memory.detection().addFrame("another");
        memory.timerMillis(1);

        assertThat(Bytes.of(copy, serializer)).isEqualTo(before);
    }

    @Test
    void bytesOfVersionThree_areWritten_andReadAgain() throws IOException {
        DeviceMemory memory = unheard();
        memory.anomalies().put(DeviceMemory.WHOLE, anomalyOfDevice());

        byte[] written = Bytes.of(memory, serializer);

        assertThat(HexFormat.of().formatHex(written))
                .isEqualTo(HexFormat.of().formatHex(Bytes.golden("device-memory-v3")));
        assertThat(Bytes.read(written, serializer).anomalies())
                .isEqualTo(Map.of(DeviceMemory.WHOLE, anomalyOfDevice(), 1, anomaly("Ω")));
    }

    @Test
    void bytesOfVersionTwo_areStillRead() throws IOException {
        DeviceMemory read = Bytes.read(Bytes.golden("device-memory-v2"), serializer);

        assertThat(read.newest())
                .isEqualTo(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, SourcePosition.UNKNOWN_EPOCH, 99));
        assertThat(read.timerMillis()).isEqualTo(1_700_000_604_800_000L);
        assertThat(read.anomalies()).isEqualTo(Map.of(DeviceMemory.WHOLE, anomalyOfDevice(), 1, anomaly("Ω")));
    }

    @Test
    void bytesOfVersionOne_areStillRead() throws IOException {
        DeviceMemory read = Bytes.read(Bytes.golden("device-memory-v1"), serializer);

        assertThat(read.detection().lastArrivalMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(read.newest())
                .isEqualTo(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, SourcePosition.UNKNOWN_EPOCH, 99));
        assertThat(read.attributes()).isEqualTo(new Attributes("north", "", "", "acme"));
        assertThat(read.timerMillis()).isEqualTo(1_700_000_604_800_000L);
        assertThat(read.anomalies()).isEqualTo(Map.of(1, anomaly("")));
    }

    @Test
    void bytesOfVersionOneAroundADetectorStateOfVersionTwo_areStillRead() throws IOException {
        DeviceMemory read = Bytes.read(Bytes.golden("device-memory-v1-detector-v2"), serializer);

        assertThat(read.anomalies()).isEqualTo(Map.of(1, anomaly("")));
    }

    @Property(tries = 200)
    void detectorStateThatIsDamaged_isKeptAndWrittenAgainAsItIs(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] written = Bytes.of(memory(seed, 20), serializer);
        int length = DeviceStateCodec.encode(memory(seed, 20).detection()).length;
        int from = 3 + random.nextInt(4); // behind version and length; magic number
        int at = random.nextBoolean() ? from : 11 + random.nextInt(length - 8); // not its version
        written[at] ^= (byte) (1 << random.nextInt(8));

        DeviceMemory read = Bytes.read(written, serializer);

        assertThat(Objects.requireNonNull(read.unreadable()).reason()).contains("device state");
        assertThat(read.detection().seriesCount()).isZero();
        assertThat(read.anomalies()).isEqualTo(Map.of(1, anomaly("Ω")));
        assertThat(read.attributes()).isEqualTo(new Attributes("north", "", "", "acme"));
        assertThat(Bytes.of(read.copy(), serializer)).isEqualTo(written);
    }

    @Test
    void detectorStateOfALaterVersion_isRefusedWithAMessage() throws IOException {
        byte[] later = Bytes.of(memory(1, 3), serializer);
        later[10] = 3; // version of the detector state

        assertThatThrownBy(() -> Bytes.read(later, serializer))
                .isInstanceOf(IOException.class)
                .hasMessage("device state of version 3, but this release reads versions 1 to 2");
    }

    @Test
    void laterVersion_isRefusedWithAMessage() throws IOException {
        byte[] later = Bytes.of(memory(1, 3), serializer);
        later[0] = 4;

        assertThatThrownBy(() -> Bytes.read(later, serializer))
                .isInstanceOf(IOException.class)
                .hasMessage("state of version 4, but this release reads versions 1 to 3");
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
        out.writeInt(4);
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
        memory.arrived(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 4, 99), 1_700_000_000_000L);
        memory.timerMillis(1_700_000_604_800_000L);
        memory.anomalies().put(1, anomaly("Ω"));
        return memory;
    }

    private static OpenAnomaly anomaly(String metric) {
        Peak peak = new Peak(3, 71.2, 50.3, 46.2, 54.4, 12.5);
        return new OpenAnomaly(
                metric,
                "0123456789abcdef0123456789abcdef",
                2,
                1,
                5,
                4,
                1,
                Severity.CRITICAL,
                Pattern.LEVEL_SHIFT,
                peak,
                List.of());
    }

    private static OpenAnomaly anomalyOfDevice() {
        Peak peak = new Peak(3, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 5.25);
        return new OpenAnomaly(
                "",
                "fedcba9876543210fedcba9876543210",
                1,
                1,
                5,
                4,
                1,
                Severity.WARNING,
                Pattern.JOINT,
                peak,
                List.of(new Contribution("Ω", 0.75), new Contribution("t", 0.25)));
    }

    private static void step(DeviceState state, Random random, int samples) {
        DeviceDetector detector = new DeviceDetector(SMALL);
        for (int i = 0; i < samples; i++) {
            detector.step(state, 0, i, random.nextInt(100), new Evaluation());
        }
    }
}
