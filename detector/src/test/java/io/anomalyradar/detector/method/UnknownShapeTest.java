package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import org.junit.jupiter.api.Test;

class UnknownShapeTest {

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(ShapeConfig.DEFAULT);

    @Test
    void pulseThatRunsBackwards_isFoundThoughItsValuesAreUsual() {
        subject.unusual(0, 6_000, i -> pulse(i % 40));

        int first = subject.firstUnusual(0, 40, i -> pulse(39 - i));

        assertThat(first).isBetween(1, 39);
    }

    @Test
    void pulse_isNotUnusual() {
        assertThat(subject.unusual(0, 20_000, i -> pulse(i % 40))).isLessThan(10);
        assertThat(subject.last().pattern()).isEqualTo(Pattern.NONE);
    }

    /** A slow rise and a fast fall. */
    private double pulse(int phase) {
        return (phase < 32 ? phase : 32 - 4 * (phase - 32)) + 0.3 * random.noise();
    }
}
