package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import org.junit.jupiter.api.Test;

class OscillationTest {

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(OscillationConfig.DEFAULT);

    @Test
    void swingThatBegins_isFound() {
        int before = subject.unusual(0, 10_000, i -> random.noise());

        int i = 0;
        while (!subject.step(random.noise() + 3 * Math.sin(i * 2 * Math.PI / 7)).unusual()) {
            i++;
        }

        assertThat(before).isZero();
        assertThat(i).isBetween(8, 79);
        assertThat(subject.last().pattern()).isEqualTo(Pattern.OSCILLATION);
    }

    @Test
    void swingOfItsOwn_isNotUnusual() {
        assertThat(subject.unusual(0, 10_000, i -> random.noise() + 3 * Math.sin(i * 2 * Math.PI / 7)))
                .isLessThan(40);
    }

    @Test
    void slowTrendAndConstant_areNoOscillation() {
        assertThat(subject.unusual(0, 3_000, i -> random.noise())).isZero();
        assertThat(subject.unusual(0, 500, i -> 0.1 * i + random.noise())).isZero();
        assertThat(subject.unusual(0, 500, i -> 5)).isZero();
    }
}
