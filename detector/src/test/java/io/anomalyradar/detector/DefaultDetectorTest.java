package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.verdict.Pattern;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The default configuration: the predictive detector, alarming at the first unusual sample. */
class DefaultDetectorTest {

    private static final DetectorConfig CONFIG = DetectorConfig.DEFAULT;
    private static final long MINUTE = 60_000;

    private final SeriesDetector detector = new SeriesDetector(CONFIG);
    private final double[] state = new double[detector.stateSize()];
    private final Evaluation evaluation = new Evaluation();
    private final SplitMix64 random = new SplitMix64(1);
    private long samples;

    @Test
    void step_warmUp_learnsWithoutAScore() {
        for (int i = 0; i < CONFIG.warmUp(); i++) {
            step(i == 20 ? 1e6 : i % 2);
            assertThat(evaluation.status()).isEqualTo(SampleStatus.WARM_UP);
            assertThat(evaluation.score()).isNaN();
            assertThat(evaluation.unusual()).isFalse();
        }

        step(0.5);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.NORMAL);
        assertThat(evaluation.score()).isNotNegative();
    }

    @Test
    void step_spike_opensWithTheFirstSampleAndEndsWhenTheSignalIsBack() {
        usual(1_500);

        step(60);

        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM);
        assertThat(evaluation.raised()).isTrue();
        assertThat(evaluation.score()).isGreaterThan(CONFIG.method().threshold());
        assertThat(evaluation.run().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(evaluation.run().pattern()).isEqualTo(Pattern.SPIKE);
        Transition transition = Transition.NONE;
        int further = 0;
        while (transition == Transition.NONE) {
            step(20 + random.noise());
            assertThat(evaluation.raised()).isFalse();
            transition = evaluation.transition();
            further++;
        }
        assertThat(transition).isEqualTo(Transition.ENDED);
        assertThat(further).isLessThan(30);
    }

    @Test
    void step_sameAgainSoonAfter_isReportedAgain() {
        usual(500);
        step(60);
        usual(30);

        step(60);

        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
    }

    @Test
    void step_stillThere_staysOpenAsALevelShift() {
        usual(500);
        Transition last = Transition.NONE;

        for (int i = 0; i < 60; i++) {
            step(60 + random.noise());
            last = evaluation.transition() == Transition.NONE ? last : evaluation.transition();
            assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM);
        }

        assertThat(last).isEqualTo(Transition.GREW);
        usual(30);
        assertThat(evaluation.status()).isNotEqualTo(SampleStatus.ALARM);
        assertThat(evaluation.run().pattern()).isEqualTo(Pattern.LEVEL_SHIFT);
    }

    @Test
    void step_stuck_isEmittedOnceAndEndsWhenTheSignalMoves() {
        usual(500);
        int opened = 0;

        for (int i = 0; i < 120; i++) {
            step(20.5);
            opened += evaluation.transition() == Transition.OPENED ? 1 : 0;
        }

        assertThat(opened).isEqualTo(1);
        assertThat(evaluation.status()).isEqualTo(SampleStatus.ALARM);
        usual(30);
        assertThat(evaluation.status()).isNotEqualTo(SampleStatus.ALARM);
        assertThat(evaluation.run().pattern()).isEqualTo(Pattern.FLAT_LINE);
    }

    /** 0.05 a week and series are promised; 200 series-weeks of white noise, the first day included. */
    @Test
    void step_whiteNoise_raisesNoMoreFalseAlarmsThanPromised() {
        int weeks = 0;
        int opened = 0;
        for (int i = 0; i < 100; i++) {
            detector.reset(state, 0);
            for (int t = 0; t < 2 * 7 * 288; t++) {
                detector.step(state, 0, 5 * MINUTE * t, random.noise(), evaluation);
                opened += evaluation.transition() == Transition.OPENED ? 1 : 0;
            }
            weeks += 2;
        }

        assertThat(opened / (double) weeks).isLessThanOrEqualTo(0.05);
    }

    @Test
    void step_late_changesOnlyTheCounter() {
        usual(100);
        double[] before = state.clone();

        detector.step(state, 0, 5, 1e6, evaluation);

        assertThat(evaluation.status()).isEqualTo(SampleStatus.LATE);
        int changed = 0;
        for (int i = 0; i < state.length; i++) {
            changed += state[i] == before[i] ? 0 : 1;
        }
        assertThat(changed).isOne();
    }

    @Property(tries = 30)
    void step_extremeValues_neverGivesNaN(@ForAll long seed) {
        detector.reset(state, 0);
        SplitMix64 extreme = new SplitMix64(seed);

        for (int i = 0; i < 3_000; i++) {
            double magnitude = Math.pow(10, 150 * extreme.uniform() - 75);
            detector.step(state, 0, i * MINUTE, extreme.uniform() < 0.5 ? magnitude : -magnitude, evaluation);
            if (evaluation.status() != SampleStatus.WARM_UP) {
                assertThat(evaluation.score()).isFinite().isNotNegative();
                assertThat(evaluation.expected()).isFinite();
                assertThat(evaluation.lower()).isFinite().isLessThanOrEqualTo(evaluation.expected());
                assertThat(evaluation.upper()).isFinite().isGreaterThanOrEqualTo(evaluation.expected());
            }
        }
        assertThat(state).doesNotContain(Double.NaN);
    }

    @Property(tries = 30)
    void step_anywhereInAnArray_givesTheSameBitsAndTouchesNothingElse(
            @ForAll long seed, @ForAll @IntRange(max = 9) int place) {
        int size = detector.stateSize();
        double[] many = new double[10 * size];
        Arrays.fill(many, -1);
        detector.reset(many, place * size);
        detector.reset(state, 0);
        Evaluation other = new Evaluation();
        GoldenSignal signal = new GoldenSignal(seed);

        for (int i = 0; i < 6_000; i++) {
            signal.next();
            detector.step(state, 0, signal.timestampMillis(), signal.value(), evaluation);
            detector.step(many, place * size, signal.timestampMillis(), signal.value(), other);
            assertThat(Double.compare(other.score(), evaluation.score())).isZero();
        }

        assertThat(Arrays.copyOfRange(many, place * size, (place + 1) * size)).containsExactly(state);
        Arrays.fill(many, place * size, (place + 1) * size, -1);
        assertThat(many).containsOnly(-1);
    }

    @Test
    void step_hundredThousandSamples_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        usual(1_000);
        long before = threads.getThreadAllocatedBytes(thread);

        for (int i = 0; i < 100_000; i++) {
            step(i % 997 == 0 ? 1e3 : random.uniform());
        }

        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(50_000);
    }

    @Test
    void stateSize_ofTheDefault_isBelowTwoKilobytes() {
        assertThat(8 * detector.stateSize()).isLessThanOrEqualTo(2_048);
    }

    private void usual(int count) {
        for (int i = 0; i < count; i++) {
            step(20 + random.noise());
        }
    }

    private void step(double value) {
        detector.step(state, 0, samples++ * MINUTE, value, evaluation);
    }
}
