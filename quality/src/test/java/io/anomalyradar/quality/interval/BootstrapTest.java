package io.anomalyradar.quality.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
    @Test
    void meanOfManyUnits_hasTheIntervalOfTheCentralLimitTheorem() {
        UnitFigures outcome = UnitFigures.mean(normal(400, 7, 0));

        Interval interval = Bootstrap.of(outcome);

        double halfWidth = 1.96 / Math.sqrt(400);
        assertThat(interval.lower()).isCloseTo(outcome.value() - halfWidth, within(0.15 * halfWidth));
        assertThat(interval.upper()).isCloseTo(outcome.value() + halfWidth, within(0.15 * halfWidth));
    }

    @Test
    void differenceOnTheSameUnits_isPaired() {
        UnitFigures one = UnitFigures.mean(normal(30, 7, 0.01));
        UnitFigures other = UnitFigures.mean(normal(30, 7, 0));

        Interval difference = Bootstrap.difference(one, other);

        assertThat(difference.lower()).isCloseTo(0.01, within(1e-12));
        assertThat(difference.upper()).isCloseTo(0.01, within(1e-12));
        assertThat(difference.isAboveZero()).isTrue();
    }

    @Test
    void ratio_isOfTheSums_notTheMeanOfRatios() {
        UnitFigures outcome = UnitFigures.ratio(List.of(new double[] {1, 1}, new double[] {0, 3}));

        assertThat(outcome.value()).isEqualTo(0.25);
        assertThat(Bootstrap.of(outcome).lower()).isZero();
        assertThat(Bootstrap.of(outcome).upper()).isEqualTo(1);
    }

    @Test
    void oneUnit_hasNoInterval() {
        Interval interval = Bootstrap.of(UnitFigures.mean(List.of(0.8)));

        assertThat(interval).isEqualTo(Interval.NONE);
        assertThat(interval.shown(2)).isEqualTo("–");
        assertThat(interval.isAboveZero()).isFalse();
        assertThat(interval.isBelowZero()).isFalse();
    }

    @Test
    void poissonInterval_hasTheTabulatedValues() {
        assertThat(Interval.ofPoisson(0, 1).lower()).isZero();
        assertThat(Interval.ofPoisson(0, 1).upper()).isCloseTo(3.689, within(1e-3));
        assertThat(Interval.ofPoisson(10, 2).lower()).isCloseTo(4.795 / 2, within(1e-3));
        assertThat(Interval.ofPoisson(10, 2).upper()).isCloseTo(18.390 / 2, within(1e-3));
        assertThat(Interval.ofPoisson(2000, 1).lower()).isCloseTo(1913.3, within(0.5));
        assertThat(Interval.ofPoisson(3, 0)).isEqualTo(Interval.NONE);
    }

    private static List<Double> normal(int count, long seed, double more) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(random.nextGaussian() + more);
        }
        return values;
    }
}
