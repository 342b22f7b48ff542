package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private final double[] state = new double[1 + Rhythm.SIZE];

    @Property(tries = 50)
    void length_sineWave_isHalfItsPeriod(@ForAll @IntRange(min = 10, max = 300) int period) {
        java.util.Arrays.fill(state, 0);

        for (int i = 0; i < 40 * period; i++) {
            Rhythm.update(state, 1, 1.4 * Math.sin(2 * Math.PI * i / period));
        }

        assertThat(Rhythm.length(state, 1)).isCloseTo(period / 2.0, within(0.6));
    }

    @Test
    void length_whiteNoise_isAboutTwoAndAHalf() {
        SplitMix64 random = new SplitMix64(1);

        for (int i = 0; i < 10_000; i++) {
            Rhythm.update(state, 1, random.noise());
        }

        assertThat(Rhythm.length(state, 1)).isBetween(1.8, 3.4);
    }

    @Test
    void length_noiseWithinTheHysteresis_doesNotCount() {
        for (int i = 0; i < 1_000; i++) {
            Rhythm.update(state, 1, i % 100 < 50 ? 0.3 - i % 2 * 0.5 : -0.3 + i % 2 * 0.5);
        }

        assertThat(Rhythm.length(state, 1)).isCloseTo(50, within(1.0));
    }

    @Test
    void length_neverCrossed_isZero() {
        for (int i = 0; i < 100; i++) {
            Rhythm.update(state, 1, 2);
        }

        assertThat(Rhythm.length(state, 1)).isZero();
    }
}
