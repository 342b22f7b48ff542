package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.verdict.Pattern;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDetectorTest {

    private static final DetectorConfig CONFIG = DetectorConfig.ZSCORE;

    private final SeriesDetector detector = new SeriesDetector(CONFIG);
    private final double[] state = new double[detector.stateSize()];
    private final Evaluation evaluation = new Evaluation();

    @Test
    void step_warmUp_learnsWithoutAScore() {
        for (int i = 0; i < CONFIG.warmUp(); i++) {
            step(i, i % 2);
            assertThat(evaluation.status()).isEqualTo(SampleStatus.WARM_UP);
            assertThat(evaluation.score()).isNaN();
            assertThat(evaluation.expected()).isNaN();
            assertThat(evaluation.unusual()).isFalse();
        }

        step(CONFIG.warmUp(), 0.5);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.NORMAL);
        assertThat(evaluation.expected()).isCloseTo(0.5, within(1e-15));
        assertThat(evaluation.score()).isZero();
    }

    @Test
    void step_spikeOfFiveSamples_opensWithTheThirdAndEnds() {
        noise(0, 100);

        step(100, 20);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.UNUSUAL);
        assertThat(evaluation.pattern()).isEqualTo(Pattern.SPIKE);
        step(101, 30);
        step(102, 20);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM);
        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
        assertThat(evaluation.run().startMillis()).isEqualTo(100);
        assertThat(evaluation.run().peakMillis()).isEqualTo(101);
        assertThat(evaluation.run().peakValue()).isEqualTo(30);
        assertThat(evaluation.run().severity()).isEqualTo(Severity.CRITICAL);
        step(103, 20);
        step(104, 20);
        for (int i = 105; i < 109; i++) {
            step(i, 0.1 * i % 1);
            assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM);
            assertThat(evaluation.transition()).isEqualTo(Transition.NONE);
        }
        step(109, 0.5);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.NORMAL);
        assertThat(evaluation.transition()).isEqualTo(Transition.ENDED);
        assertThat(evaluation.run().endMillis()).isEqualTo(104);
        assertThat(evaluation.run().samples()).isEqualTo(5);
    }

    @Test
    void step_earlierThanTheNewest_isLateAndChangesOnlyTheCounter() {
        noise(0, 50);
        double[] before = state.clone();

        step(48, 1e6);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.LATE);
        assertThat(evaluation.score()).isNaN();
        assertThat(evaluation.transition()).isEqualTo(Transition.NONE);
        List<Integer> changed = new ArrayList<>();
        for (int i = 0; i < state.length; i++) {
            if (state[i] != before[i]) {
                changed.add(i);
            }
        }
        assertThat(changed).hasSize(1);
        assertThat(state[changed.get(0)]).isEqualTo(1);
    }

    @Test
    void step_equalTime_isScoredInOrderOfArrival() {
        noise(0, 50);

        step(49, 0.25);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.NORMAL);
        assertThat(evaluation.score()).isNotNaN();
    }

    @Test
    void step_timesOutOfTheOrdinary_areExact() {
        step(-SeriesDetector.MAX_TIMESTAMP_MILLIS, 1);
        step(-SeriesDetector.MAX_TIMESTAMP_MILLIS, 1);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.WARM_UP);
        step(0, 1);
        step(SeriesDetector.MAX_TIMESTAMP_MILLIS, 1);

        step(SeriesDetector.MAX_TIMESTAMP_MILLIS - 1, 1);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.LATE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.1e75, -1.1e75})
    void step_valueOutOfRange_isRefusedAndChangesNothing(double value) {
        noise(0, 50);
        double[] before = state.clone();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> step(60, value))
                .withMessageContaining(String.valueOf(value));

        assertThat(state).containsExactly(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, -(1L << 53) - 1})
    void step_timeOutOfRange_isRefusedAndChangesNothing(long timestampMillis) {
        double[] before = state.clone();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> step(timestampMillis, 1))
                .withMessageContaining(String.valueOf(timestampMillis));

        assertThat(state).containsExactly(before);
    }

    @Property(tries = 30)
    void step_extremeValues_neverGivesNaN(@ForAll long seed) {
        detector.reset(state, 0);
        SplitMix64 random = new SplitMix64(seed);

        for (int i = 0; i < 3_000; i++) {
            double magnitude = Math.pow(10, 150 * random.uniform() - 75);
            step(i, random.uniform() < 0.5 ? magnitude : -magnitude);
            if (evaluation.status() != SampleStatus.WARM_UP) {
                assertThat(evaluation.score()).isFinite().isNotNegative();
                assertThat(evaluation.expected()).isFinite();
                assertThat(evaluation.lower()).isFinite().isLessThanOrEqualTo(evaluation.expected());
                assertThat(evaluation.upper()).isFinite().isGreaterThanOrEqualTo(evaluation.expected());
            }
        }
    }

    @Property(tries = 50)
    void step_anywhereInAnArray_givesTheSameBitsAndTouchesNothingElse(
            @ForAll long seed, @ForAll @IntRange(max = 9) int place) {
        int size = detector.stateSize();
        double[] many = new double[10 * size];
        Arrays.fill(many, -1);
        detector.reset(many, place * size);
        detector.reset(state, 0);
        Evaluation other = new Evaluation();
        GoldenSignal signal = new GoldenSignal(seed);

        for (int i = 0; i < 3_000; i++) {
            signal.next();
            step(signal.timestampMillis(), signal.value());
            detector.step(many, place * size, signal.timestampMillis(), signal.value(), other);
            assertThat(other.status()).isEqualTo(evaluation.status());
        }

        assertThat(Arrays.copyOfRange(many, place * size, (place + 1) * size)).containsExactly(state);
        assertThat(Arrays.copyOfRange(many, 0, place * size)).doesNotContain(0);
        assertThat(Arrays.stream(many).filter(x -> x == -1).count()).isGreaterThanOrEqualTo(9L * size);
    }

    @Property(tries = 50)
    void step_anySignal_agreesWithTheDefinitionComputedAnew(
            @ForAll long seed, @ForAll @IntRange(min = 40, max = 90) int window) {
        DetectorConfig config =
                new DetectorConfig(ZScoreConfig.DEFAULT, window, 20, AlarmConfig.K_OF_N, BudgetConfig.DEFAULT);
        SeriesDetector subject = new SeriesDetector(config);
        double[] numbers = new double[subject.stateSize()];
        ZScoreReference reference = new ZScoreReference(config);
        SplitMix64 random = new SplitMix64(seed);

        for (int i = 0; i < 1_000; i++) {
            double value = 1e6 + random.noise() + (i % 83 < 2 ? 12 : 0) + (i > 400 ? 1.7 : 0) + (i > 700 ? -80 : 0);
            subject.step(numbers, 0, i, value, evaluation);
            reference.step(value);
            if (evaluation.status() != SampleStatus.WARM_UP) {
                assertThat(evaluation.expected()).as("sample %d", i).isCloseTo(reference.expected(), within(1e-7));
                assertThat(evaluation.upper()).isCloseTo(reference.upper(), within(1e-6));
                assertThat(evaluation.residual()).isCloseTo(reference.residual(), within(1e-6));
                assertThat(evaluation.score()).isCloseTo(reference.score(), within(1e-5 * (1 + reference.score())));
                assertThat(evaluation.unusual()).isEqualTo(reference.unusual());
            }
        }
    }

    @Test
    void step_hundredThousandSamples_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        GoldenSignal signal = new GoldenSignal(9);
        double[] values = new double[1_000];
        for (int i = 0; i < values.length; i++) {
            signal.next();
            values[i] = i % 100 < 5 ? 3_000 : signal.value();
        }
        noise(0, 1_000);
        long before = threads.getThreadAllocatedBytes(thread);

        for (int i = 0; i < 100_000; i++) {
            step(10_000 + i, values[i % values.length]);
        }

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(50_000);
    }

    private void noise(int from, int to) {
        SplitMix64 random = new SplitMix64(from);
        for (int i = from; i < to; i++) {
            step(i, random.uniform());
        }
    }

    private void step(long timestampMillis, double value) {
        detector.step(state, 0, timestampMillis, value, evaluation);
    }
}
