package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VarianceChangeTest {

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(VarianceConfig.DEFAULT);

    @Test
    void noiseThatBecomesLouder_isFound() {
        int before = subject.unusual(0, 10_000, i -> random.noise());

        int first = subject.firstUnusual(0, 60, i -> 3 * random.noise());

        assertThat(before).isLessThan(20);
        assertThat(first).isBetween(1, 50);
    }

    @Test
    void noiseThatBecomesQuieter_isFound() {
        subject.unusual(0, 10_000, i -> random.noise());

        while (!subject.step(0.2 * random.noise()).unusual()) {
            assertThat(subject.last().pattern()).isEqualTo(Pattern.NONE);
        }

        assertThat(subject.last().pattern()).isEqualTo(Pattern.VARIANCE_CHANGE);
        assertThat(subject.last().residual()).isNegative();
    }

    @Test
    void shiftOfTheLevel_isNoScatter() {
        subject.unusual(0, 10_000, i -> random.noise());

        assertThat(subject.unusual(0, 100, i -> 40 + random.noise())).isZero();
    }

    @Test
    void signalThatStandsStill_isNotJudged() {
        assertThat(subject.unusual(0, 1_000, i -> 4)).isZero();
        assertThat(subject.last().evidence()).isZero();
    }

    @Property(tries = 30)
    void evidence_shiftedAndScaled_isTheSame(@ForAll long seed) {
        SplitMix64 noise = new SplitMix64(seed);
        Subject twin = new Subject(VarianceConfig.DEFAULT);
        Subject original = new Subject(VarianceConfig.DEFAULT);

        for (int i = 0; i < 600; i++) {
            double x = Math.floor(noise.noise() * 1024) * (i > 500 ? 4 : 1); // so that the shift is exact
            double expected = original.step(x).evidence();
            double actual = twin.step(8 * x + 4096).evidence();
            assertThat(Math.abs(actual - expected)).isLessThan(1e-6);
        }
    }
}
