package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LogScaleTest {

    private final LogScale scale = new LogScale(LogScaleConfig.DEFAULT);
    private final double[] state = new double[LogScale.SIZE];
    private final SplitMix64 random = new SplitMix64(6);

    @Test
    void step_warmUp_isZeroFor60Values() {
        double most = 0;
        for (int i = 0; i < 60; i++) {
            most = Math.max(most, Math.abs(scale.step(state, 0, i)));
        }

        assertThat(most).isZero();
        assertThat(scale.isReady(state, 0)).isTrue();
        assertThat(scale.step(state, 0, 1_000)).isGreaterThan(1);
    }

    @Test
    void step_usualValues_areAboutZeroOnAverage() {
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += scale.step(state, 0, Math.exp(0.5 * random.noise()));
        }

        assertThat(sum / 20_000).isCloseTo(0, within(0.5));
    }

    @Test
    void step_anomalyOfAThousandValues_isHardlyLearnt() {
        for (int i = 0; i < 500; i++) {
            scale.step(state, 0, Math.exp(0.5 * random.noise()));
        }
        double first = scale.step(state, 0, 20);
        double last = 0;
        for (int i = 0; i < 1_000; i++) {
            last = scale.step(state, 0, 20);
        }

        assertThat(last).isBetween(0.75 * first, first);
    }

    @Property
    void step_largerStatistic_neverSaysLess(
            @ForAll @DoubleRange(max = 1e6) double one, @ForAll @DoubleRange(max = 1e6) double other) {
        double[] learnt = new double[LogScale.SIZE];
        for (int i = 0; i < 100; i++) {
            scale.step(learnt, 0, 1 + random.uniform());
        }

        double ofOne = scale.step(learnt.clone(), 0, Math.min(one, other));
        double ofOther = scale.step(learnt.clone(), 0, Math.max(one, other));

        assertThat(ofOne).isLessThanOrEqualTo(ofOther);
    }
}
