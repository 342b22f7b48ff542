package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.HoldOff;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.codec.StateFormatException;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeviceStateCodecTest {

    private static final Path GOLDEN = Path.of("..", "spec", "golden");
    private static final DetectorConfig SMALL = config(16, 5);

    private final DeviceDetector detector = new DeviceDetector(SMALL);
    private final Evaluation evaluation = new Evaluation();

    @Property(tries = 100)
    void decode_cutAnywhere_continuesWithTheSameBits(
            @ForAll @IntRange(max = 4_000) int cut,
            @ForAll @IntRange(min = 8, max = 300) int window,
            @ForAll long seed) {
        DeviceDetector subject = new DeviceDetector(config(window, 5));
        DeviceState state = subject.newState();
        state.addMetric("m");
        GoldenSignal signal = new GoldenSignal(seed);
        for (int i = 0; i < cut; i++) {
            signal.next();
            subject.step(state, 0, signal.timestampMillis(), signal.value(), evaluation);
        }

        DeviceState restored = DeviceStateCodec.decode(DeviceStateCodec.encode(state));

        Digest original = new Digest();
        Digest again = new Digest();
        for (int i = 0; i < 1_000; i++) {
            signal.next();
            subject.step(state, 0, signal.timestampMillis(), signal.value(), evaluation);
            original.add(evaluation);
            subject.step(restored, 0, signal.timestampMillis(), signal.value(), evaluation);
            again.add(evaluation);
        }
        assertThat(again.value()).isEqualTo(original.value());
        assertThat(DeviceStateCodec.encode(restored)).containsExactly(DeviceStateCodec.encode(state));
    }

    @Property
    void decode_anyNamesAndFrames_comeBack(@ForAll @Size(max = 20) List<String> names, @ForAll long arrival) {
        DeviceState state = new DeviceState(SMALL, 10);
        for (String name : names) {
            state.addFrame(name);
            if (state.indexOf(name) < 0) {
                state.addMetric(name);
            }
        }
        state.arrivedAt(arrival);
        byte[] bytes = DeviceStateCodec.encode(state);

        DeviceState restored = DeviceStateCodec.decode(bytes);

        assertThat(DeviceStateCodec.encode(restored)).containsExactly(bytes);
        assertThat(restored.lastArrivalMillis()).isEqualTo(arrival);
        assertThat(restored.seriesCount()).isEqualTo(state.seriesCount());
        for (String name : names) {
            assertThat(restored.indexOf(name)).isEqualTo(state.indexOf(name));
        }
        if (!names.isEmpty()) {
            assertThat(restored.addFrame(names.get(names.size() - 1))).isFalse();
        }
    }

    @Property(tries = 60)
    void decode_defaultCutAnywhere_continuesWithTheSameBits(@ForAll @IntRange(max = 5_000) int cut, @ForAll long seed) {
        DeviceDetector subject = new DeviceDetector(DetectorConfig.DEFAULT);
        DeviceState state = subject.newState();
        state.addMetric("m");
        GoldenSignal signal = new GoldenSignal(seed);
        for (int i = 0; i < cut; i++) {
            signal.next();
            subject.step(state, 0, signal.timestampMillis(), signal.value(), evaluation);
        }

        DeviceState restored = DeviceStateCodec.decode(DeviceStateCodec.encode(state));

        Digest original = new Digest();
        Digest again = new Digest();
        for (int i = 0; i < 1_000; i++) {
            signal.next();
            subject.step(state, 0, signal.timestampMillis(), signal.value(), evaluation);
            original.add(evaluation);
            subject.step(restored, 0, signal.timestampMillis(), signal.value(), evaluation);
            again.add(evaluation);
        }
        assertThat(again.value()).isEqualTo(original.value());
        assertThat(DeviceStateCodec.encode(restored)).containsExactly(DeviceStateCodec.encode(state));
    }

    @Property(tries = 60)
    void decode_metricsTogetherCutAnywhere_continueWithTheSameBits(
            @ForAll @IntRange(max = 600) int cut, @ForAll @IntRange(min = 2, max = 70) int metrics, @ForAll long seed) {
        JointDetector joint = new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT);
        DeviceState state = new DeviceState(DetectorConfig.DEFAULT);
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < metrics; i++) {
            state.addMetric("m" + i);
        }
        for (int i = 0; i < cut; i++) {
            frame(joint, state, i, random, new MultivariateEvaluation());
        }
        byte[] bytes = DeviceStateCodec.encode(state);

        DeviceState restored = DeviceStateCodec.decode(bytes);

        assertThat(DeviceStateCodec.encode(restored)).containsExactly(bytes);
        MultivariateEvaluation first = new MultivariateEvaluation();
        MultivariateEvaluation second = new MultivariateEvaluation();
        for (int i = cut; i < cut + 200; i++) {
            long draws = seed + i;
            boolean judged = frame(joint, state, i, new SplitMix64(draws), first);
            assertThat(frame(joint, restored, i, new SplitMix64(draws), second)).isEqualTo(judged);
            assertThat(second.score()).isEqualTo(Double.valueOf(first.score()));
        }
        assertThat(DeviceStateCodec.encode(restored)).containsExactly(DeviceStateCodec.encode(state));
    }

    @Test
    void decode_goldenStateOfVersion8WithMetricsTogether_isReadAndWrittenTheSame() throws IOException {
        byte[] golden = golden("device-state-v8-joint.hex");

        DeviceState restored = DeviceStateCodec.decode(golden);

        assertThat(DeviceStateCodec.encode(restored)).containsExactly(golden);
        assertThat(DeviceStateCodec.encode(goldenJointState())).containsExactly(golden);
        JointState joint = restored.joint(new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT));
        assertThat(joint.metrics()).isEqualTo(3);
        assertThat(joint.rows()).isEqualTo(130);
    }

    @Test
    void copy_withMetricsTogether_neitherSeesWhatHappensToTheOther() {
        DeviceState state = goldenJointState();
        byte[] before = DeviceStateCodec.encode(state);
        DeviceState copy = state.copy();

        frame(
                new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT),
                state,
                1_000,
                new SplitMix64(9),
                new MultivariateEvaluation());

        assertThat(DeviceStateCodec.encode(copy)).containsExactly(before);
        assertThat(DeviceStateCodec.encode(state)).isNotEqualTo(before);
    }

    @Test
    void sharers_areTheSeriesAndWhereTheyAreJudgedTogetherOneMore() {
        DeviceState state = new DeviceState(DetectorConfig.DEFAULT);
        state.addMetric("flow");
        state.addMetric("level");

        assertThat(state.sharers()).isEqualTo(2);
        assertThat(DeviceStateCodec.decode(DeviceStateCodec.encode(goldenJointState()))
                        .sharers())
                .isEqualTo(4);
    }

    @Test
    void decode_moreMetricsTogetherThanSeries_isRefused() {
        JointDetector joint = new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT);
        DeviceState state = new DeviceState(DetectorConfig.DEFAULT);
        state.addMetric("only");
        joint.put(state.joint(joint), 1, 5);
        byte[] bytes = DeviceStateCodec.encode(state);

        assertThatExceptionOfType(StateFormatException.class)
                .isThrownBy(() -> DeviceStateCodec.decode(bytes))
                .withMessageContaining("2 metrics together, of 1");
    }

    /** A frame of about two thirds of the metrics. */
    private static boolean frame(
            JointDetector joint, DeviceState state, long time, SplitMix64 random, MultivariateEvaluation out) {
        JointState together = state.joint(joint);
        for (int i = 0; i < state.seriesCount(); i++) {
            double value = random.noise();
            if ((i + time) % 3 != 0) {
                joint.put(together, i, value);
            }
        }
        return joint.step(together, time, state.sharers(), out);
    }

    /**
     * Three metrics by whole numbers alone, so that no host can differ; the third has not come for the newest two
     * frames.
     */
    private static DeviceState goldenJointState() {
        JointDetector joint = new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT);
        DeviceState state = new DeviceState(DetectorConfig.DEFAULT, 4);
        state.addMetric("flow");
        state.addMetric("pressure");
        state.addMetric("level");
        JointState together = state.joint(joint);
        for (int i = 0; i < 130; i++) {
            joint.put(together, 0, i * 37 % 101);
            joint.put(together, 1, i * 37 % 101 + i * 53 % 17);
            if (i < 128) {
                joint.put(together, 2, i * 29 % 67);
            }
            joint.step(together, 1_000L * i, state.sharers(), new MultivariateEvaluation());
        }
        joint.put(together, 0, 7);
        return state;
    }

    @Test
    void encode_defaultOfTenThousandSamples_takesTwoKilobytes() {
        DeviceDetector subject = new DeviceDetector(DetectorConfig.DEFAULT);
        DeviceState state = subject.newState();
        int empty = DeviceStateCodec.encode(state).length;
        state.addMetric("m");
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 10_000; i++) {
            subject.step(state, 0, 60_000L * i, random.noise(), evaluation);
        }

        assertThat(DeviceStateCodec.encode(state).length - empty).isLessThan(2_048);
    }

    @Test
    void step_defaultStateUnderTheZScore_warmsUpAnewAndEndsTheOpenRun() {
        DeviceDetector after = new DeviceDetector(DetectorConfig.ZSCORE);
        DeviceState state = goldenDefaultState();

        Transition transition = Transition.NONE;
        int warmingUp = 0;
        for (int i = 0; transition == Transition.NONE && i < 100; i++) {
            after.step(state, 0, 401_000 + i, 20 + i % 2, evaluation);
            transition = evaluation.transition();
            warmingUp += evaluation.status() == SampleStatus.WARM_UP ? 1 : 0;
        }

        assertThat(warmingUp).isEqualTo(DetectorConfig.ZSCORE.warmUp());
        assertThat(transition).isEqualTo(Transition.ENDED);
        assertThat(evaluation.run().startMillis()).isEqualTo(398_000);
    }

    @Test
    void encode_windowHalfFilled_holdsOnlyTheFilledPart() {
        DeviceDetector wide = new DeviceDetector(DetectorConfig.ZSCORE);
        DeviceState state = wide.newState();
        state.addMetric("m");
        int empty = DeviceStateCodec.encode(state).length;

        for (int i = 0; i < 100; i++) {
            wide.step(state, 0, i, i, evaluation);
        }

        assertThat(DeviceStateCodec.encode(state)).hasSize(empty + 100 * 8);
    }

    @Test
    void decode_goldenStateOfVersion8_isReadAndWrittenTheSame() throws IOException {
        byte[] golden = golden("device-state-v8.hex");

        DeviceState restored = DeviceStateCodec.decode(golden);

        assertThat(DeviceStateCodec.encode(restored)).containsExactly(golden);
        assertThat(DeviceStateCodec.encode(goldenDefaultState())).containsExactly(golden);
        assertThat(restored.samples(0)).isEqualTo(400);
        new DeviceDetector(DetectorConfig.DEFAULT).step(restored, 0, 401_000, 50, evaluation);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM); // the golden state has an open run
    }

    @Test
    void decode_anyByteChanged_isRefused() {
        byte[] bytes = DeviceStateCodec.encode(goldenState());

        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatExceptionOfType(StateFormatException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> DeviceStateCodec.decode(damaged));
        }
    }

    @Test
    void decode_cutOff_isRefused() {
        byte[] bytes = DeviceStateCodec.encode(goldenState());

        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(StateFormatException.class).isThrownBy(() -> DeviceStateCodec.decode(part));
        }
    }

    @Test
    void decode_otherVersion_saysWhichItReads() {
        byte[] bytes = DeviceStateCodec.encode(goldenState());
        bytes[7] = 9;

        assertThatExceptionOfType(StateFormatException.class)
                .isThrownBy(() -> DeviceStateCodec.decode(bytes))
                .withMessage("device state of version 9, but this release reads version 8 only");
    }

    @Property(tries = 100)
    void step_restoredUnderAnotherWindow_goesOnWithTheNewestSamples(
            @ForAll @IntRange(min = 8, max = 60) int before,
            @ForAll @IntRange(min = 8, max = 60) int after,
            @ForAll @IntRange(max = 150) int samples) {
        DeviceDetector first = new DeviceDetector(wideBand(before));
        DeviceDetector second = new DeviceDetector(wideBand(after));
        DeviceState state = first.newState();
        state.addMetric("a");
        state.addMetric("b");
        SplitMix64 random = new SplitMix64(samples);
        double[] newest = new double[samples];
        for (int i = 0; i < samples; i++) {
            newest[i] = 100 + random.uniform();
            first.step(state, 1, i, newest[i], evaluation);
        }

        DeviceState restored = DeviceStateCodec.decode(DeviceStateCodec.encode(state));
        second.step(restored, 1, samples, 100.5, evaluation);

        int kept = Math.min(samples, Math.min(before, after));
        double mean = Arrays.stream(newest, samples - kept, samples).average().orElse(Double.NaN);
        if (kept >= 8) {
            assertThat(evaluation.expected()).isCloseTo(mean, within(1e-9));
        } else {
            assertThat(evaluation.status()).isEqualTo(SampleStatus.WARM_UP);
        }
        assertThat(restored.samples(1)).isEqualTo(samples + 1);
        assertThat(restored.samples(0)).isZero();
    }

    @Test
    void step_anotherAlarmPolicyDuringARun_endsTheSameRun() {
        DeviceDetector other = new DeviceDetector(config(16, 9));
        DeviceState state = goldenState();

        Transition transition = Transition.NONE;
        for (int i = 0; transition == Transition.NONE && i < 100; i++) {
            other.step(state, 0, 31_000 + i, i % 2, evaluation);
            transition = evaluation.transition();
        }

        assertThat(transition).isEqualTo(Transition.ENDED);
        assertThat(evaluation.run().startMillis()).isEqualTo(20_000);
    }

    /** Two metrics, a full ring that has wrapped, a late sample, three frame ids and an open run. */
    private DeviceState goldenState() {
        DeviceState state = new DeviceState(SMALL, 4);
        state.addMetric("temperature");
        state.addMetric("Druck µ");
        for (int i = 0; i < 3; i++) {
            state.addFrame("frame-" + i);
        }
        state.arrivedAt(1_700_000_000_123L);
        for (int i = 0; i < 20; i++) {
            detector.step(state, 0, 1_000L * i, i % 2, evaluation);
        }
        detector.step(state, 0, 5_000, 77, evaluation);
        for (int i = 20; i < 23; i++) {
            detector.step(state, 0, 1_000L * i, 40 + i, evaluation);
        }
        detector.step(state, 1, 20_000, -0.0, evaluation);
        return state;
    }

    /** A series with an open run and one of a single sample. */
    private DeviceState goldenDefaultState() {
        DeviceDetector subject = new DeviceDetector(DetectorConfig.DEFAULT);
        DeviceState state = new DeviceState(DetectorConfig.DEFAULT, 4);
        state.addMetric("temperature");
        state.addMetric("Druck µ");
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < 400; i++) {
            subject.step(state, 0, 1_000L * i, i < 398 ? 20 + random.uniform() : 50, evaluation);
        }
        subject.step(state, 1, 20_000, -0.0, evaluation);
        return state;
    }

    private static byte[] golden(String name) throws IOException {
        return HexFormat.of().parseHex(Files.readString(GOLDEN.resolve(name)).replaceAll("\\s", ""));
    }

    /** With a band so wide that every sample is learnt as it is. */
    private static DetectorConfig wideBand(int window) {
        return new DetectorConfig(
                new ZScoreConfig(1_000, 0.75, 11, 0.01, 120), window, 8, AlarmConfig.K_OF_N, BudgetConfig.DEFAULT);
    }

    private static DetectorConfig config(int window, int evaluations) {
        return new DetectorConfig(
                ZScoreConfig.DEFAULT,
                window,
                8,
                new AlarmConfig(3, evaluations, 5, 9, 2, 10, HoldOff.NONE),
                BudgetConfig.DEFAULT);
    }
}
