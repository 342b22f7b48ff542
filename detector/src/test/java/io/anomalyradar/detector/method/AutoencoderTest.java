package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AutoencoderTest {

    private static final double PERIOD = 40;

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(new AutoencoderConfig(5));

    /** A wave with an overtone, and noise. */
    private double wave(int i) {
        double turns = 2 * Math.PI * i / PERIOD;
        return Math.sin(turns) + 0.5 * Math.sin(2 * turns) + 0.05 * random.noise();
    }

    /** Another wave with the same values: the overtone comes late. */
    private double other(int i) {
        double turns = 2 * Math.PI * i / PERIOD;
        return Math.sin(turns) + 0.5 * Math.sin(3 * turns + 1) + 0.05 * random.noise();
    }

    @Test
    void wave_isReconstructedBetterTheLongerItIsKnown() {
        double early = squares(64, 1_064);
        subject.unusual(1_064, 20_000, this::wave);

        double late = squares(20_000, 21_000);

        assertThat(late).isLessThan(early / 4);
    }

    /** The sum of the squared errors of the newest samples. */
    private double squares(int from, int to) {
        subject.unusual(0, from < 1_000 ? from : 0, this::wave);
        double sum = 0;
        for (int i = from; i < to; i++) {
            double residual = subject.step(wave(i)).residual();
            sum += residual * residual;
        }
        return sum;
    }

    @Test
    void anotherWaveAtUsualValues_isUnusual() {
        int before = subject.unusual(0, 20_000, this::wave);

        int first = subject.firstUnusual(0, 80, this::other);

        assertThat(before).isZero();
        assertThat(first).isNotNegative();
        assertThat(subject.step(10).pattern()).isEqualTo(Pattern.SHAPE);
    }

    @Test
    void noise_isHardlyEverUnusual() {
        int unusual = subject.unusual(0, 100_000, i -> random.noise());

        assertThat(unusual).isLessThan(20); // windows overlap: one excursion lasts for some samples
    }

    @Test
    void lastingChange_isUnusualAtFirstAndUsualInTheEnd() {
        subject.unusual(0, 5_000, this::wave);

        int first = subject.firstUnusual(0, 200, this::other);
        subject.unusual(200, 30_000, this::other);
        int last = subject.unusual(30_000, 35_000, this::other);

        assertThat(first).isNotNegative();
        assertThat(last).isLessThan(50);
    }

    @Test
    void usualSample_isWithinItsBand() {
        subject.unusual(0, 5_000, this::wave);
        int within = 0;

        for (int i = 0; i < 1_000; i++) {
            double value = wave(i);
            Verdict verdict = subject.step(value);
            assertThat(verdict.expected()).isBetween(verdict.lower(), verdict.upper());
            within += value >= verdict.lower() && value <= verdict.upper() ? 1 : 0;
        }

        assertThat(within).isGreaterThan(990);
    }

    /** Any values within the bound of a series, also constants and values that differ by 150 orders of magnitude. */
    @Property(tries = 50)
    void anyValues_leaveFiniteNumbers(@ForAll long seed) {
        SplitMix64 values = new SplitMix64(seed);
        Detector detector = AutoencoderConfig.DEFAULT.detector(0);
        double[] state = new double[detector.stateSize()];
        Verdict verdict = new Verdict();
        double held = 0;

        for (int i = 0; i < 2_000; i++) {
            if (values.uniform() < 0.3) {
                held = values.noise() * Math.pow(10, 150 * values.uniform() - 75);
            }
            double value = Math.max(-1e75, Math.min(1e75, held));
            detector.score(state, 0, i, value, 5, verdict);
            detector.update(state, 0, i, value, verdict);
            assertThat(verdict.evidence()).isBetween(0.0, 1e6);
            assertThat(verdict.upper()).isGreaterThanOrEqualTo(verdict.lower());
        }

        assertThat(state).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }
}
