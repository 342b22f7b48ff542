package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TailScaleTest {

    private static final TailScaleConfig CONFIG = TailScaleConfig.DEFAULT;

    private final TailScale tail = new TailScale(CONFIG);
    private final double[] state = new double[TailScale.SIZE];
    private final SplitMix64 random = new SplitMix64(7);

    @Test
    void score_nothingSeen_isByWhatIsBelieved() {
        assertThat(tail.score(state, 0, CONFIG.median())).isCloseTo(Math.log10(2), within(1e-12));
        assertThat(tail.score(state, 0, CONFIG.upper())).isCloseTo(1, within(1e-12));
        assertThat(tail.score(state, 0, CONFIG.upper() + CONFIG.excess() * Math.log(10)))
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void score_exponentialValuesOfAnotherScale_isTheChanceThatItSays() {
        learn(200_000, 3);
        int[] beyond = new int[5];
        int count = 200_000;

        for (int i = 0; i < count; i++) {
            double score = tail.score(state, 0, exponential(3));
            for (int s = 1; s < 5; s++) {
                beyond[s] += score >= s ? 1 : 0;
            }
        }

        assertThat(beyond[1] / (double) count).isBetween(0.09, 0.13);
        assertThat(beyond[2] / (double) count).isBetween(0.007, 0.02);
        assertThat(beyond[3] / (double) count).isBetween(0.0004, 0.003);
    }

    @Test
    void update_anomalyOfAThousandValues_movesTheScoreLittle() {
        learn(20_000, 0.5);
        double before = tail.score(state, 0, 6);

        for (int i = 0; i < 1_000; i++) {
            tail.update(state, 0, 6, tail.score(state, 0, 6));
        }

        assertThat(tail.score(state, 0, 6)).isBetween(0.6 * before, before);
    }

    @Property
    void score_largerValue_isLarger(
            @ForAll @DoubleRange(min = -5, max = 50) double one,
            @ForAll @DoubleRange(min = -5, max = 50) double other) {
        double[] learnt = new double[TailScale.SIZE];
        for (int i = 0; i < 200; i++) {
            double value = exponential(1);
            tail.update(learnt, 0, value, tail.score(learnt, 0, value));
        }

        double low = tail.score(learnt, 0, Math.min(one, other));
        double high = tail.score(learnt, 0, Math.max(one, other));

        assertThat(low).isLessThanOrEqualTo(high).isGreaterThanOrEqualTo(0);
    }

    private void learn(int count, double scale) {
        for (int i = 0; i < count; i++) {
            double value = exponential(scale);
            tail.update(state, 0, value, tail.score(state, 0, value));
        }
    }

    private double exponential(double scale) {
        return -scale * Math.log(1 - random.uniform());
    }
}
