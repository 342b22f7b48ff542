package io.anomalyradar.detector.zscore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import io.anomalyradar.detector.window.SlidingWindow;
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

    private final ZScore detector = new ZScore(CONFIG, new SlidingWindow(WINDOW));
    private final double[] state = new double[detector.stateSize()];
    private final Verdict verdict = new Verdict();

    @Test
    void score_alternatingWindow_givesTheClosedForm() {
        for (int i = 0; i < 100; i++) {
            detector.learn(state, 0, i % 2 == 0 ? 9 : 11);
        }

        detector.score(state, 0, 12, verdict);

        double sigma = Math.sqrt(100 / 99.0);
        assertThat(verdict.expected()).isCloseTo(10, within(1e-12));
        assertThat(verdict.residual()).isCloseTo(2 / sigma, within(1e-12));
        assertThat(verdict.lower()).isCloseTo(10 - 4 * sigma, within(1e-12));
        assertThat(verdict.upper()).isCloseTo(10 + 4 * sigma, within(1e-12));
        assertThat(verdict.score()).isEqualTo(Numerics.normalTailScore(verdict.residual()));
        assertThat(verdict.pattern()).isEqualTo(Pattern.NONE);
    }

    @Test
    void score_anyValue_doesNotLearn() {
        learnNoise(100, 1);
        double[] before = state.clone();

        detector.score(state, 0, 1e6, verdict);
        detector.score(state, 0, 0, verdict);

        assertThat(state).containsExactly(before);
    }

    @Test
    void score_atAndBelowTheThreshold_isUnusualAndNot() {
        for (int i = 0; i < 101; i++) {
            detector.learn(state, 0, i % 2 == 0 ? 1 : -1);
        }
        detector.score(state, 0, 0, verdict);
        double upper = verdict.upper();
        double lower = verdict.lower();

        assertThat(patternOf(upper * 1.000001)).isEqualTo(Pattern.SPIKE);
        assertThat(patternOf(upper * 0.999999)).isEqualTo(Pattern.NONE);
        assertThat(patternOf(lower * 1.000001)).isEqualTo(Pattern.DIP);
    }

    @Test
    void update_spikeOfAnySize_movesTheBandNoMoreThanOneAtItsEdge() {
        learnNoise(300, 2);
        double[] other = state.clone();
        detector.score(state, 0, 1e9, verdict);
        double edge = verdict.upper();

        detector.update(state, 0, 1e9, verdict);
        detector.score(other, 0, edge, verdict);
        detector.update(other, 0, edge, verdict);

        assertThat(state).containsExactly(other);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 10, 100, 1e4, 1e9, -50})
    void update_levelShiftOfAnySize_isWithinTheBandAfterTheStatedNumberOfSamples(double shift) {
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 2 * WINDOW; i++) {
            step(random.noise());
        }
        int stated = CONFIG.adaptAfter() + (int) Math.ceil(WINDOW / (4 * 4 + 1.0)) + 1;

        for (int i = 0; i < stated; i++) {
            step(shift + random.noise());
        }
        detector.score(state, 0, shift, verdict);

        assertThat(Math.abs(verdict.residual())).isLessThan(CONFIG.spikeThreshold());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.2, 1.5, 2, 3, -2})
    void update_sustainedShiftWithinTheBand_isDriftOfBoundedDelay(double shift) {
        SplitMix64 random = new SplitMix64(4);
        for (int i = 0; i < 2 * WINDOW; i++) {
            step(random.noise());
            assertThat(verdict.pattern()).isNotEqualTo(Pattern.DRIFT);
        }

        int delay = 0;
        do {
            step(shift + random.noise());
            delay++;
        } while (verdict.pattern() != Pattern.DRIFT && delay < 1_000);

        // Lorden: about h / (|shift| − k) samples
        assertThat(delay)
                .isBetween(3, (int) (3 * CONFIG.driftThreshold() / (Math.abs(shift) - CONFIG.driftAllowance())));
        assertThat(verdict.score()).isGreaterThan(5);
    }

    @Test
    void update_independentNoise_hasFewSpikesAndNoDrift() {
        SplitMix64 random = new SplitMix64(5);
        int spikes = 0;
        int drifts = 0;

        for (int i = 0; i < 300_000; i++) {
            step(random.noise());
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
            step(level);
            drifts += verdict.pattern() == Pattern.DRIFT ? 1 : 0;
        }

        assertThat(drifts).isZero();
    }

    @Test
    void score_constantSignal_toleratesAPartOfItsSizeOnly() {
        for (int i = 0; i < 100; i++) {
            detector.learn(state, 0, 50);
        }

        assertThat(patternOf(50)).isEqualTo(Pattern.NONE);
        assertThat(patternOf(51.9)).isEqualTo(Pattern.NONE); // 4 σ of 1 % are 2
        assertThat(patternOf(52.1)).isEqualTo(Pattern.SPIKE);
        assertThat(patternOf(47.9)).isEqualTo(Pattern.DIP);
    }

    @Test
    void score_constantZero_anyChangeIsFiniteAndUnusual() {
        for (int i = 0; i < 100; i++) {
            detector.learn(state, 0, 0);
        }

        detector.score(state, 0, 1e-9, verdict);

        assertThat(verdict.residual()).isEqualTo(ZScore.MAX_RESIDUAL);
        assertThat(verdict.score()).isFinite();
        assertThat(verdict.pattern()).isEqualTo(Pattern.SPIKE);
        assertThat(patternOf(0)).isEqualTo(Pattern.NONE);
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
        ZScore detector = new ZScore(CONFIG, new SlidingWindow(100));
        double[] plain = new double[detector.stateSize()];
        double[] moved = new double[detector.stateSize()];
        Verdict one = new Verdict();
        Verdict two = new Verdict();
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < 600; i++) {
            double value =
                    random.noise() + (i % 97 == 0 ? 9 : 0) + (i > 300 ? 6 : 0) + (i > 500 ? 0.05 * (i - 500) : 0);
            double other = scale * value + shift;
            if (i < 30) {
                detector.learn(plain, 0, value);
                detector.learn(moved, 0, other);
                continue;
            }
            detector.score(plain, 0, value, one);
            detector.score(moved, 0, other, two);
            assertThat(two.score()).as("sample %d", i).isCloseTo(one.score(), within(tolerance * (1 + one.score())));
            assertThat(two.expected())
                    .isCloseTo(
                            scale * one.expected() + shift,
                            within(tolerance * (Math.abs(scale) + 1e-9 * Math.abs(shift))));
            detector.update(plain, 0, value, one);
            detector.update(moved, 0, other, two);
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
            detector.learn(state, 0, random.noise());
        }
    }

    private void step(double value) {
        if (detector.count(state, 0) < 32) {
            detector.learn(state, 0, value);
        } else {
            detector.score(state, 0, value, verdict);
            detector.update(state, 0, value, verdict);
        }
    }

    private Pattern patternOf(double value) {
        detector.score(state, 0, value, verdict);
        return verdict.pattern();
    }
}
