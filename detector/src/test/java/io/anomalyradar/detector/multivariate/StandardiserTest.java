package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StandardiserTest {

    private static final StandardiserConfig CONFIG = new StandardiserConfig(1e-4, 5, 2, 0);

    private final Standardiser standardiser = new Standardiser(CONFIG);

    @Property
    void score_afterFewerSamplesThanTheMemory_isByMeanAndVarianceOfAll(
            @ForAll @Size(min = 2, max = 200) List<@DoubleRange(min = -100, max = 100) Double> values,
            @ForAll @DoubleRange(min = -100, max = 100) double next) {
        double[] state = new double[Standardiser.SIZE];
        double mean = 0;
        for (double value : values) {
            standardiser.update(state, 0, value);
            mean += value / values.size();
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.size();
        }
        double expected = (next - mean) / Math.sqrt(variance + 1e-18);

        double score = standardiser.score(state, 0, next);

        assertThat(score).isCloseTo(Math.max(-5, Math.min(5, expected)), within(1e-3));
    }

    @Test
    void score_warmUp_isZero() {
        double[] state = new double[Standardiser.SIZE];
        standardiser.update(state, 0, 7);

        assertThat(standardiser.score(state, 0, 1e9)).isZero();
        assertThat(standardiser.scored(state, 0)).isZero();
    }

    @Test
    void score_largeMeanWithSmallNoise_keepsItsDigits() {
        double[] state = new double[Standardiser.SIZE];
        for (int i = 0; i < 10_000; i++) {
            standardiser.update(state, 0, 1e9 + (i % 2 == 0 ? 1 : -1));
        }

        assertThat(standardiser.score(state, 0, 1e9 + 3)).isCloseTo(3, within(1e-6));
    }

    @Test
    void update_levelChangedForLongerThanTheMemory_isTheNewNormal() {
        Standardiser quick = new Standardiser(new StandardiserConfig(0.01, 5, 2, 0));
        double[] state = new double[Standardiser.SIZE];
        for (int i = 0; i < 4_000; i++) {
            quick.update(state, 0, (i < 2_000 ? 0 : 50) + i % 2);
        }

        assertThat(Math.abs(quick.score(state, 0, 50))).isLessThan(1.1);
        assertThat(quick.score(state, 0, 0)).isEqualTo(-5);
    }
}
