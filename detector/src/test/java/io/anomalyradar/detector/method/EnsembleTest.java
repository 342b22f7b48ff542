package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Member;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleTest {

    private static final long MINUTE = 60_000;
    private static final int OFFSET = 5;

    private static final double THRESHOLD = EnsembleConfig.DEFAULT.threshold();

    private final Ensemble ensemble = new Ensemble(EnsembleConfig.DEFAULT);
    private final double[] state = new double[OFFSET + ensemble.stateSize()];
    private final Verdict verdict = new Verdict();
    private final SplitMix64 random = new SplitMix64(3);
    private long samples;

    @Test
    void step_singleHighSample_isASpikeOfTheSeasonalMember() {
        usual(2_000);

        step(60);

        assertThat(verdict.pattern()).isEqualTo(Pattern.SPIKE);
        assertThat(verdict.loudest()).isEqualTo(Member.SEASONAL);
        assertThat(verdict.evidence()).isGreaterThan(EnsembleConfig.DEFAULT.threshold());
        assertThat(verdict.upper()).isLessThan(60);
    }

    @Test
    void step_singleLowSample_isADip() {
        usual(2_000);

        step(30);

        assertThat(verdict.pattern()).isEqualTo(Pattern.DIP);
        assertThat(verdict.lower()).isGreaterThan(30);
    }

    @Test
    void step_smallShiftForLong_isADriftOfTheLevelWithinTheBand() {
        usual(2_000);
        boolean drift = false;

        for (int i = 0; i < 100; i++) {
            step(52.2 + random.noise());
            drift |= verdict.pattern() == Pattern.DRIFT && verdict.loudest() == Member.LEVEL;
        }

        assertThat(drift).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void step_incidentOfThirtySigmas_leavesAThirdOfItUnusualTwoDaysLater(int lasts) {
        usual(1_440);
        for (int i = 0; i < lasts; i++) {
            step(80 + random.noise());
        }
        usual(2 * 1_440);
        boolean unusual = false;

        for (int i = 0; i < 30; i++) {
            step(60 + random.noise());
            unusual |= verdict.unusual();
        }

        assertThat(unusual).isTrue();
    }

    @Test
    void step_shiftForEver_isUsualAfterADay() {
        usual(1_440);
        for (int i = 0; i < 1_440; i++) {
            step(80 + random.noise());
        }
        int unusual = 0;

        for (int i = 0; i < 1_440; i++) {
            step(80 + random.noise());
            unusual += verdict.unusual() ? 1 : 0;
        }

        assertThat(unusual).isLessThan(15);
    }

    @Test
    void step_sameIncidentEachNight_isLearnt() {
        int unusual = 0;
        for (int night = 0; night < 21; night++) {
            usual(700 + night);
            for (int i = 0; i < 30; i++) {
                step(80 + random.noise());
                unusual += night >= 14 && verdict.unusual() ? 1 : 0;
            }
            usual(710 - night);
        }

        assertThat(unusual).isLessThan(7 * 3); // of 210 samples
    }

    @Test
    void step_stuckSignal_isAFlatLine() {
        usual(2_000);
        int stuck = 0;

        while (stuck < 30 && !verdict.unusual()) {
            step(50.25);
            stuck++;
        }

        assertThat(verdict.pattern()).isEqualTo(Pattern.FLAT_LINE);
        assertThat(verdict.loudest()).isEqualTo(Member.FLAT_LINE);
        assertThat(stuck).isBetween(10, 20);
    }

    @Test
    void step_signalThatOftenRests_isNoFlatLine() {
        for (int i = 0; i < 5_000; i++) {
            step(
                    random.noise() > 1.3
                            ? 50 + i % 7
                            : 50); // at rest for ten samples at the mean, and for dozens now and then
            assertThat(verdict.pattern()).isNotEqualTo(Pattern.FLAT_LINE);
        }
    }

    @Test
    void step_sampleAtTheBand_isJustNotUnusual() {
        usual(2_000);
        step(50);
        Verdict probe = new Verdict();
        double[] copy = state.clone();
        ensemble.step(copy, OFFSET, samples * MINUTE, 50, THRESHOLD, probe);
        double upper = probe.upper();

        ensemble.step(state.clone(), OFFSET, samples * MINUTE, upper - 1e-6, THRESHOLD, verdict);
        boolean within = verdict.unusual();
        ensemble.step(state.clone(), OFFSET, samples * MINUTE, upper + 1e-6, THRESHOLD, verdict);

        assertThat(within).isFalse();
        assertThat(verdict.unusual()).isTrue();
    }

    @Property(tries = 20)
    void step_shiftedAndScaledSignal_isJudgedTheSame(
            @ForAll long seed, @ForAll @IntRange(min = -9, max = 9) int power) {
        double scale = Math.pow(2, power);
        double[] first = new double[ensemble.stateSize()];
        double[] second = new double[ensemble.stateSize()];
        Verdict other = new Verdict();
        SplitMix64 noise = new SplitMix64(seed);

        for (int i = 0; i < 1_000; i++) {
            double x = noise.noise() + (i % 200 == 150 ? 9 : 0);
            ensemble.step(first, 0, i * MINUTE, x, THRESHOLD, verdict);
            ensemble.step(second, 0, i * MINUTE, scale * (x + 4), THRESHOLD, other);
            assertThat(other.evidence()).isCloseTo(verdict.evidence(), within(1e-6 * (1 + verdict.evidence())));
        }
    }

    @Test
    void step_whiteNoise_isUnusualInOneSampleOfAThousand() {
        int series = 100;
        int length = 5_000;
        int unusual = 0;
        for (int i = 0; i < series; i++) {
            double[] numbers = new double[ensemble.stateSize()];
            for (int t = 0; t < length; t++) {
                ensemble.step(numbers, 0, 5 * MINUTE * t, random.noise(), THRESHOLD, verdict);
                unusual += t >= 500 && verdict.unusual() ? 1 : 0;
            }
        }

        double rate = unusual / (double) (series * (length - 500));

        assertThat(rate).isBetween(2e-4, 2e-3); // before the hold-off; it is 8 10^-threshold
    }

    @Test
    void step_notUnusual_scoresBelowTheThreshold() {
        for (int i = 0; i < 3_000; i++) {
            step(random.noise() * (i % 100 < 5 ? 20 : 1));
            if (!verdict.unusual()) {
                assertThat(verdict.score()).isLessThan(EnsembleConfig.DEFAULT.threshold());
            }
        }
    }

    @Test
    void step_memberOfWeightZero_hasNoVote() {
        Ensemble without = new Ensemble(new EnsembleConfig(3.8, 0, 0, 0, 0, 0));
        double[] numbers = new double[without.stateSize()];

        for (int i = 0; i < 2_000; i++) {
            without.step(numbers, 0, i * MINUTE, random.noise() + (i == 1_500 ? 100 : 0), THRESHOLD, verdict);
            assertThat(verdict.unusual()).isFalse();
        }
    }

    @Test
    void config_outOfRange_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnsembleConfig(0.5, 1, 1, 1, 1, 1))
                .withMessage("threshold must be in [1.0, 100.0], was 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnsembleConfig(4, 1, 1, 1, Double.NaN, 1))
                .withMessageContaining("shapeWeight");
    }

    private void usual(int count) {
        for (int i = 0; i < count; i++) {
            step(50 + random.noise());
        }
    }

    private void step(double x) {
        ensemble.step(state, OFFSET, samples++ * MINUTE, x, THRESHOLD, verdict);
    }
}
