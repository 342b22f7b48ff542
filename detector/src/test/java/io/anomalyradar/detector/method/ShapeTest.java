package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import org.junit.jupiter.api.Test;

class ShapeTest {

    private static final int OFFSET = 2;
    private static final double SIGMA = 1.4;
    private static final int HALF_PERIOD = 25;

    private final Shape shape = new Shape();
    private final double[] state = new double[OFFSET + shape.stateSize()];
    private final SplitMix64 random = new SplitMix64(1);
    private double n;

    @Test
    void strangeness_courseThatNeverWas_growsWithoutAValueOutOfBounds() {
        double usual = 0;
        for (int i = 0; i < 6_000; i++) {
            step(2 * Math.sin(Math.PI * i / HALF_PERIOD) + 0.1 * random.noise());
            usual = i < 5_000 ? 0 : Math.max(usual, shape.strangeness(state, OFFSET));
        }

        double strangest = 0;
        for (int i = 0; i < 48; i++) {
            step(i % 12 < 6 ? 2 : -2);
            strangest = Math.max(strangest, shape.strangeness(state, OFFSET));
        }

        assertThat(strangest).isGreaterThan(usual + 2);
    }

    private void step(double x) {
        shape.step(state, OFFSET, ++n, x, 0, SIGMA, HALF_PERIOD);
    }
}
