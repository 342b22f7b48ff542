package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValueKindTest {

    private final double[] state = new double[ValueKind.SIZE];

    @Test
    void counter_thatBeginsAgain_isStillOne() {
        learn(0, 5, 9, 9, 14, 20, 31, 33, 40, 47, 51, 60, 66, 70, 71, 79, 85, 90);

        assertThat(ValueKind.isCounter(state, 0)).isTrue();
        assertThat(ValueKind.isRestart(state, 0, 3)).isTrue();
        assertThat(ValueKind.update(state, 0, 3)).isFalse();
        assertThat(ValueKind.isCounter(state, 0)).isTrue();
        assertThat(ValueKind.floor(state, 0)).isEqualTo(3);
    }

    @Test
    void gaugeThatRoseForLong_isNoCounterOnceItFalls() {
        learn(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(ValueKind.isCounter(state, 0)).isTrue();

        assertThat(ValueKind.update(state, 0, 15)).isTrue();

        assertThat(ValueKind.isCounter(state, 0)).isFalse();
        then(16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33);
        assertThat(ValueKind.isCounter(state, 0)).isFalse();
    }

    @Test
    void negativeValues_areNoCounterAndHaveNoFloor() {
        learn(-20, -19, -18, -17, -16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3);

        assertThat(ValueKind.isCounter(state, 0)).isFalse();
        assertThat(ValueKind.floor(state, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void ceiling_isTheGreatestValueOnceItHasOccurredAgainAndAgain() {
        learn(97.5, 100, 99, 100, 98);
        assertThat(ValueKind.ceiling(state, 0)).isEqualTo(Double.POSITIVE_INFINITY);

        then(100, 99, 100);

        assertThat(ValueKind.ceiling(state, 0)).isEqualTo(100);
        then(101);
        assertThat(ValueKind.ceiling(state, 0)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void rounding_isThatOfTheSmallestStepAndOfWholeNumbersOne() {
        learn(20.5, 20.75, 21.5);
        assertThat(ValueKind.rounding(state, 0, 20)).isCloseTo(0.25 / Math.sqrt(12), within(1e-4));

        double[] whole = new double[ValueKind.SIZE];
        ValueKind.begin(whole, 0, 0);
        ValueKind.update(whole, 0, 500);
        assertThat(ValueKind.rounding(whole, 0, 0)).isCloseTo(1 / Math.sqrt(12), within(1e-4));
    }

    private void learn(double first, double... others) {
        ValueKind.begin(state, 0, first);
        then(others);
    }

    private void then(double... values) {
        for (double value : values) {
            ValueKind.update(state, 0, value);
        }
    }
}
