package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZScoreTest {

    private static final int WINDOW = 1_200;
    private static final ZScoreConfig CONFIG = ZScoreConfig.DEFAULT;

    private final Subject subject = new Subject(WINDOW);
    private final Verdict verdict = subject.verdict;

    /** The detector with a window and the state of both. */
    private static final class Subject {
        private final ZScore detector = new ZScore(CONFIG);
        private final SlidingWindow window;
        private final double[] state;
        private final Verdict verdict = new Verdict();

        Subject(int capacity) {
            window = new SlidingWindow(capacity);
            state = new double[ZScore.SIZE + window.stateSize()];
        }

        /** Leaves the state as it is. */
        void score(double value) {
            detector.step(state.clone(), 0, ZScore.SIZE, value, verdict);
        }

        void learn(double value) {
            window.push(state, ZScore.SIZE, value);
            detector.refresh(state, 0, ZScore.SIZE);
        }

        void step(double value) {
            if (window.count(state, ZScore.SIZE) < 32) {
                learn(value);
            } else {
                learn(detector.step(state, 0, ZScore.SIZE, value, verdict));
            }
        }

        Pattern patternOf(double value) {
            score(value);
            return verdict.pattern();
        }
    }

    @Test
    void score_alternatingWindow_givesTheClosedForm() {
        for (int i = 0; i < 100; i++) {
            subject.learn(i % 2 == 0 ? 9 : 11);
        }

        subject.score(12);

        double sigma = Math.sqrt(100 / 99.0);
        assertThat(verdict.expected()).isCloseTo(10, within(1e-12));
        assertThat(verdict.residual()).isCloseTo(2 / sigma, within(1e-12));
        assertThat(verdict.lower()).isCloseTo(10 - 4 * sigma, within(1e-12));
        assertThat(verdict.upper()).isCloseTo(10 + 4 * sigma, within(1e-12));
        assertThat(verdict.evidence()).isEqualTo(Numerics.normalTailScore(verdict.residual()));
        assertThat(verdict.pattern()).isEqualTo(Pattern.NONE);
    }

    @Test
    void score_anyValue_doesNotLearn() {
        learnNoise(100, 1);
        double[] before = subject.state.clone();

        subject.score(1e6);
        subject.score(0);

        assertThat(subject.state).containsExactly(before);
    }

    @Test
    void score_atAndBelowTheThreshold_isUnusualAndNot() {
        for (int i = 0; i < 101; i++) {
            subject.learn(i % 2 == 0 ? 1 : -1);
        }
        subject.score(0);
        double upper = verdict.upper();
        double lower = verdict.lower();

        assertThat(subject.patternOf(upper * 1.000001)).isEqualTo(Pattern.SPIKE);
        assertThat(subject.patternOf(upper * 0.999999)).isEqualTo(Pattern.NONE);
        assertThat(subject.patternOf(lower * 1.000001)).isEqualTo(Pattern.DIP);
    }

    @Test
    void update_spikeOfAnySize_movesTheBandNoMoreThanOneAtItsEdge() {
        Subject other = new Subject(WINDOW);
        SplitMix64 random = new SplitMix64(2);
        for (int i = 0; i < 300; i++) {
            double value = random.noise();
            subject.step(value);
            other.step(value);
        }
        other.score(0);
        double edge = other.verdict.upper();

        subject.step(1e9);
        other.step(edge);

        assertThat(subject.state).containsExactly(other.state);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 100, 1e4, 1e9, -50})
    void update_levelShiftOfAnySize_isWithinTheBandAfterTheStatedNumberOfSamples(double shift) {
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 2 * WINDOW; i++) {
            subject.step(random.noise());
        }
        int stated = CONFIG.adaptAfter() + (int) Math.ceil(WINDOW / (4 * 4 + 1.0)) + 1;

        for (int i = 0; i < stated; i++) {
            subject.step(shift + random.noise());
        }
        subject.score(shift);

        assertThat(Math.abs(verdict.residual())).isLessThan(CONFIG.spikeThreshold());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.2, 1.5, 2, 3, -2})
    void update_sustainedShiftWithinTheBand_isDriftOfBoundedDelay(double shift) {
        SplitMix64 random = new SplitMix64(4);
        for (int i = 0; i < 2 * WINDOW; i++) {
            subject.step(random.noise());
            assertThat(verdict.pattern()).isNotEqualTo(Pattern.DRIFT);
        }

        int delay = 0;
        do {
            subject.step(shift + random.noise());
            delay++;
        } while (verdict.pattern() != Pattern.DRIFT && delay < 1_000);

        // Lorden: about h / (|shift| − k) samples
        assertThat(delay)
                .isBetween(3, (int) (3 * CONFIG.driftThreshold() / (Math.abs(shift) - CONFIG.driftAllowance())));
        assertThat(verdict.evidence()).isGreaterThan(5);
    }

    @Test
    void update_independentNoise_hasFewSpikesAndNoDrift() {
        SplitMix64 random = new SplitMix64(5);
        int spikes = 0;
        int drifts = 0;

        for (int i = 0; i < 300_000; i++) {
            subject.step(random.noise());
            spikes += verdict.pattern() == Pattern.SPIKE || verdict.pattern() == Pattern.DIP ? 1 : 0;
            drifts += verdict.pattern() == Pattern.DRIFT ? 1 : 0;
        }

        assertThat(drifts).isZero();
        assertThat(spikes).isLessThan(40); // 6.3e-5 a sample for a normal distribution, less for a sum of uniforms
    }

    @Test
    void update_slowlyWanderingSignal_isNotDrift() {
        SplitMix64 random = new SplitMix64(6);
        double level = 0;
        int drifts = 0;

        for (int i = 0; i < 100_000; i++) {
            level = 0.99 * level + random.noise();
            subject.step(level);
            drifts += verdict.pattern() == Pattern.DRIFT ? 1 : 0;
        }

        assertThat(drifts).isZero();
    }

    @Test
    void score_constantSignal_toleratesAPartOfItsSizeOnly() {
        for (int i = 0; i < 100; i++) {
            subject.learn(50);
        }

        assertThat(subject.patternOf(50)).isEqualTo(Pattern.NONE);
        assertThat(subject.patternOf(51.9)).isEqualTo(Pattern.NONE); // 4 σ of 1 % are 2
        assertThat(subject.patternOf(52.1)).isEqualTo(Pattern.SPIKE);
        assertThat(subject.patternOf(47.9)).isEqualTo(Pattern.DIP);
    }

    @Test
    void score_signalThatMostlyStandsStill_keepsTheTolerance() {
        for (int i = 0; i < 1_000; i++) {
            subject.learn(i % 100 < 3 ? 50.4 : 50);
        }

        assertThat(subject.patternOf(50.4)).isEqualTo(Pattern.NONE); // 7 σ of the window, less than 1 % of the size
        assertThat(subject.patternOf(53)).isEqualTo(Pattern.SPIKE);
    }

    @Test
    void score_signalThatMoves_hasNoToleranceBySize() {
        SplitMix64 random = new SplitMix64(7);
        for (int i = 0; i < 1_000; i++) {
            subject.learn(1e9 + random.noise());
        }

        assertThat(subject.patternOf(1e9 + 6)).isEqualTo(Pattern.SPIKE);
    }

    @Test
    void score_constantZero_anyChangeIsFiniteAndUnusual() {
        for (int i = 0; i < 100; i++) {
            subject.learn(0);
        }

        subject.score(1e-9);

        assertThat(verdict.residual()).isEqualTo(ZScore.MAX_RESIDUAL);
        assertThat(verdict.evidence()).isFinite();
        assertThat(verdict.pattern()).isEqualTo(Pattern.SPIKE);
        assertThat(subject.patternOf(0)).isEqualTo(Pattern.NONE);
    }

    @Property(tries = 100)
    void score_scaledSignal_isTheSame(@ForAll long seed, @ForAll @DoubleRange(min = -1e6, max = 1e6) double factor) {
        double scale = factor == 0 ? 1 : factor;

        assertSameScores(seed, scale, 0, 1e-6);
    }

    @Property(tries = 100)
    void score_shiftedSignal_isTheSame(@ForAll long seed, @ForAll @DoubleRange(min = -1e6, max = 1e6) double shift) {
        assertSameScores(seed, 1, shift, 1e-6);
    }

    @Property(tries = 50)
    void score_scaledByAPowerOfTwo_hasTheSameBits(@ForAll long seed, @ForAll @IntRange(min = -60, max = 60) int power) {
        assertSameScores(seed, Math.scalb(1.0, power), 0, 0);
    }

    /** A signal with spikes, a level shift and a drift, against the same one scaled and shifted. */
    private static void assertSameScores(long seed, double scale, double shift, double tolerance) {
        Subject plain = new Subject(100);
        Subject moved = new Subject(100);
        Verdict one = plain.verdict;
        Verdict two = moved.verdict;
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < 600; i++) {
            double value =
                    random.noise() + (i % 97 == 0 ? 9 : 0) + (i > 300 ? 6 : 0) + (i > 500 ? 0.05 * (i - 500) : 0);
            plain.step(value);
            moved.step(scale * value + shift);
            if (i < 32) {
                continue;
            }
            double expected = scale * one.expected() + shift;
            double unit = Math.abs(scale) + 1e-9 * Math.abs(shift);
            assertThat(two.evidence())
                    .as("sample %d", i)
                    .isCloseTo(one.evidence(), within(tolerance * (1 + one.evidence())));
            assertThat(two.expected()).isCloseTo(expected, within(tolerance * unit));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0.5, 1001})
    void config_thresholdOutOfRange_isRefusedByName(double threshold) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZScoreConfig(threshold, 0.75, 11, 0.01, 120))
                .withMessageContaining("spikeThreshold")
                .withMessageContaining(String.valueOf(threshold));
    }

    private void learnNoise(int samples, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < samples; i++) {
            subject.learn(random.noise());
        }
    }
}
