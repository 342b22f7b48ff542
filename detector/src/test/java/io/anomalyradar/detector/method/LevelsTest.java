package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelsTest {

    private static final double NEAR = 3;
    private static final double RATE = 1.0 / 10_080;

    private final double[] state = new double[Levels.SIZE];
    private final Random random = new Random(1);

    @Test
    void towards_levelOfHalfOfTheWeek_isItsDistance() {
        be(0, 5_000);
        be(20, 5_000);

        assertThat(Levels.towards(state, 0, 20, -20.5, NEAR, true)).isCloseTo(-20, within(1.0));
        assertThat(Levels.towards(state, 0, 20, -5, NEAR, false)).isCloseTo(-20, within(1.0));
    }

    @Test
    void towards_aValueBetweenLevels_isNone() {
        be(0, 5_000);
        be(20, 5_000);

        assertThat(Levels.towards(state, 0, 20, -10, NEAR, true)).isZero();
        assertThat(Levels.towards(state, 0, 20, 20, NEAR, false)).isZero();
    }

    @Test
    void towards_levelOfShortOutages_isNone() {
        for (int i = 0; i < 5; i++) {
            be(20, 1_500);
            be(0, 60);
        }

        assertThat(Levels.towards(state, 0, 20, -20, NEAR, true)).isZero();
    }

    @Test
    void towards_levelOfLastMonth_isNone() {
        be(0, 10_000);
        be(20, 40_000);

        assertThat(Levels.towards(state, 0, 20, -20, NEAR, true)).isZero();
    }

    @Test
    void take_outliersEveryHour_displaceNoLevel() {
        for (int i = 0; i < 30; i++) {
            be(10 * (i % 2), 400);
            Levels.take(state, 0, 1_000 + 100 * i, NEAR, RATE);
        }

        assertThat(Levels.towards(state, 0, 0, 10, NEAR, true)).isCloseTo(10, within(1.0));
        assertThat(Levels.towards(state, 0, 10, -10, NEAR, true)).isCloseTo(-10, within(1.0));
    }

    private void be(double level, int samples) {
        for (int i = 0; i < samples; i++) {
            Levels.take(state, 0, level + 0.8 * random.nextGaussian(), NEAR, RATE);
        }
    }
}
