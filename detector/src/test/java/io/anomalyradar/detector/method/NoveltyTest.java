package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyTest {

    private static final int OFFSET = 3;
    private static final double MOST_LEARNT = 8;

    @Property(tries = 200)
    void score_anyValues_agreesWithTheFormulaOverTheWholeHistory(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 8) int k) {
        NoveltyConfig config = new NoveltyConfig(k, 0.3, Sides.BOTH);
        Novelty novelty = new Novelty(config);
        double[] state = new double[OFFSET + novelty.stateSize()];
        SplitMix64 random = new SplitMix64(seed);
        List<Double> highs = new ArrayList<>();
        List<Double> lows = new ArrayList<>(); // negated
        double high = Double.NEGATIVE_INFINITY; // of the excursion
        double low = Double.NEGATIVE_INFINITY;
        double mean = 0;
        double variance = 0;

        for (int i = 0; i < 300; i++) {
            double x = random.noise() * (i % 40 == 39 ? 4 : i % 90 == 89 ? 1_000 : i % 70 > 60 ? 3 : 1);
            boolean excursion = i % 70 > 60;
            boolean ready = i >= 4 * k;
            double spread = Math.max(0.3, 80.0 / (100 + i)) * Math.sqrt(variance);

            double score = novelty.score(state, OFFSET, x);
            novelty.update(state, OFFSET, x, excursion);

            if (!ready) {
                assertThat(score).isZero();
                highs.add(x);
                lows.add(-x);
            } else {
                double above = surprise(highs, k, x, spread);
                double surprise = above > 0 ? above : -surprise(lows, k, -x, spread);
                assertThat(score).isCloseTo(surprise, within(1e-9 * (1 + Math.abs(surprise))));
                high = Math.max(high, x);
                low = Math.max(low, -x);
                double mostAbove = valueOf(MOST_LEARNT, highs, k, spread);
                double mostBelow = valueOf(MOST_LEARNT, lows, k, spread);
                highs.add(excursion ? Double.NEGATIVE_INFINITY : Math.min(high, mostAbove));
                lows.add(excursion ? Double.NEGATIVE_INFINITY : Math.min(low, mostBelow));
            }
            if (!ready || !excursion) {
                high = Double.NEGATIVE_INFINITY;
                low = Double.NEGATIVE_INFINITY;
                double d = x - mean;
                mean += d / (i + 1);
                variance = variance * i / (i + 1) + d * d * i / (i + 1) / (i + 1);
            }
        }
    }

    private static double surprise(List<Double> history, int k, double x, double spread) {
        List<Double> greatest = greatest(history, k);
        double threshold = greatest.get(k - 1);
        if (x <= threshold) {
            return 0;
        }
        double n = history.size();
        double alpha = 8 + n / 50;
        double scales = (x - threshold) / Math.max(excess(greatest), spread);
        return -Math.log10(k / n * Math.pow(1 + scales / alpha, -alpha));
    }

    /** The value that has this surprise. */
    private static double valueOf(double surprise, List<Double> history, int k, double spread) {
        List<Double> greatest = greatest(history, k);
        double n = history.size();
        double alpha = 8 + n / 50;
        double scales = alpha * (Math.pow(Math.pow(10, surprise) * k / n, 1 / alpha) - 1);
        return greatest.get(k - 1) + scales * Math.max(excess(greatest), spread);
    }

    private static List<Double> greatest(List<Double> history, int k) {
        return history.stream().sorted(Comparator.reverseOrder()).limit(k).toList();
    }

    private static double excess(List<Double> greatest) {
        double threshold = greatest.get(greatest.size() - 1);
        return greatest.stream().mapToDouble(v -> v - threshold).average().orElseThrow();
    }

    @Property(tries = 100)
    void bounds_ofAScore_areWhereTheScoreIsReached(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int tenths) {
        Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.BOTH));
        double[] state = new double[OFFSET + novelty.stateSize()];
        fill(novelty, state, seed, 100, 1, 0);
        double score = 2 + tenths / 10.0;

        double upper = novelty.upper(state, OFFSET, score);
        double lower = novelty.lower(state, OFFSET, score);

        assertThat(novelty.score(state, OFFSET, upper)).isCloseTo(score, within(1e-9));
        assertThat(novelty.score(state, OFFSET, lower)).isCloseTo(-score, within(1e-9));
    }

    @Property(tries = 100)
    void score_shiftedAndScaledValues_isTheSame(@ForAll long seed, @ForAll @IntRange(min = -20, max = 20) int power) {
        Novelty novelty = new Novelty(new NoveltyConfig(5, 0.2, Sides.BOTH));
        double[] state = new double[OFFSET + novelty.stateSize()];
        double[] other = state.clone();
        double scale = Math.pow(2, power);
        fill(novelty, state, seed, 500, 1, 0);
        fill(novelty, other, seed, 500, scale, 7 * scale);

        for (double x = -10; x < 10; x += 0.37) {
            assertThat(novelty.score(other, OFFSET, scale * x + 7 * scale))
                    .isCloseTo(novelty.score(state, OFFSET, x), within(1e-6));
        }
    }

    @Test
    void score_constantZeroThenAnything_isAsSurprisingAsItsHistoryIsLong() {
        Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.BOTH));
        double[] state = new double[OFFSET + novelty.stateSize()];
        for (int i = 0; i < 1_000; i++) {
            novelty.update(state, OFFSET, 0);
        }

        assertThat(novelty.score(state, OFFSET, 1e-9)).isCloseTo(3, within(1e-12));
        assertThat(novelty.score(state, OFFSET, -5)).isCloseTo(-3, within(1e-12));
        assertThat(novelty.score(state, OFFSET, 0)).isZero();
    }

    @Test
    void score_sameExcess_saysLessInAYoungStreamAndAsMuchAsAnExponentialInAnOldOne() {
        Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.BOTH));
        double[] state = new double[OFFSET + novelty.stateSize()];
        double[] scores = new double[2];
        for (int age = 0, i = 0; age < 2; age++) {
            for (; i < (age == 0 ? 100 : 1_000_000); i++) {
                novelty.update(state, OFFSET, i % 2 == 0 ? 65 : 66);
            }
            scores[age] = novelty.score(state, OFFSET, 70); // 4 above the threshold
        }

        double young = 4 / (80.0 / (100 + 100) * 0.5);
        double old = 4 / (0.3 * 0.5);
        assertThat(scores[0]).isCloseTo(Math.log10(100 / 3.0) + 10 * Math.log10(1 + young / 10), within(1e-9));
        assertThat(scores[1]).isCloseTo(Math.log10(1_000_000 / 3.0) + old * Math.log10(Math.E), within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 1e3, 1e6, 1e300})
    void update_oneVastValue_isLearntOnlyAsFarAsItsSurpriseIsEight(double vast) {
        Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.BOTH));
        double[] state = new double[OFFSET + novelty.stateSize()];
        fill(novelty, state, 1, 2_000, 1, 0);
        double most = novelty.upper(state, OFFSET, MOST_LEARNT);
        double[] other = state.clone();

        novelty.update(state, OFFSET, vast);
        novelty.update(other, OFFSET, most);

        int records = OFFSET + 3;
        assertThat(most).isLessThan(20);
        assertThat(Arrays.copyOfRange(state, records, state.length))
                .containsExactly(Arrays.copyOfRange(other, records, other.length), within(1e-9));
    }

    @Test
    void update_excursion_makesOneRecordOnEachSide() {
        Novelty novelty = new Novelty(new NoveltyConfig(5, 0.2, Sides.BOTH));
        double[] state = new double[OFFSET + novelty.stateSize()];
        fill(novelty, state, 1, 1_000, 1, 0);
        double[] other = state.clone();
        double before = novelty.score(state, OFFSET, 6);

        for (double x : new double[] {5, -5.5, 6, 0, -4.5, 5.5}) {
            novelty.update(state, OFFSET, x, true);
            assertThat(novelty.score(state, OFFSET, 6)).isCloseTo(before, within(0.05)); // but for its age
        }
        novelty.update(state, OFFSET, 0.1, false);
        novelty.update(other, OFFSET, 6);
        novelty.update(other, OFFSET, -5.5);

        int records = OFFSET + 3;
        assertThat(before).isBetween(3.0, MOST_LEARNT);
        assertThat(Arrays.copyOfRange(state, records, state.length))
                .containsExactly(Arrays.copyOfRange(other, records, other.length), within(1e-12));
        assertThat(state[OFFSET]).isEqualTo(1_007);
    }

    @Test
    void score_watchedOnOneSide_saysNothingOfTheOther() {
        Novelty above = new Novelty(new NoveltyConfig(3, 0.3, Sides.ABOVE));
        Novelty below = new Novelty(new NoveltyConfig(3, 0.3, Sides.BELOW));
        double[] ofAbove = new double[OFFSET + above.stateSize()];
        double[] ofBelow = new double[OFFSET + below.stateSize()];
        fill(above, ofAbove, 1, 100, 1, 0);
        fill(below, ofBelow, 1, 100, 1, 0);

        assertThat(above.score(ofAbove, OFFSET, 50)).isPositive();
        assertThat(above.score(ofAbove, OFFSET, -50)).isZero();
        assertThat(below.score(ofBelow, OFFSET, 50)).isZero();
        assertThat(below.score(ofBelow, OFFSET, -50)).isNegative();
    }

    @Test
    void score_independentExponentialValues_exceedsItsThresholdAsOftenAsItSays() {
        Novelty novelty = new Novelty(new NoveltyConfig(5, 0, Sides.ABOVE));
        SplitMix64 random = new SplitMix64(5);
        int series = 400;
        int samples = 2_000;
        int exceeded = 0;
        for (int i = 0; i < series; i++) {
            double[] state = new double[OFFSET + novelty.stateSize()];
            for (int t = 0; t < samples; t++) {
                double x = -Math.log(1 - random.uniform());
                exceeded += t >= 100 && novelty.score(state, OFFSET, x) >= 3 ? 1 : 0;
                novelty.update(state, OFFSET, x);
            }
        }

        double share = exceeded / (double) (series * (samples - 100));

        assertThat(share).isBetween(0.0005, 0.003); // configured: 0.001; the scale is estimated from five excesses
    }

    @Test
    void config_outOfRange_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoveltyConfig(1, 0.3, Sides.BOTH))
                .withMessage("records must be in [2, 16], was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoveltyConfig(3, Double.NaN, Sides.BOTH))
                .withMessage("share must be in [0, 10], was NaN");
    }

    private static void fill(Novelty novelty, double[] state, long seed, int count, double scale, double shift) {
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < count; i++) {
            novelty.update(state, OFFSET, scale * random.noise() + shift);
        }
    }
}
