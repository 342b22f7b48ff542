package io.anomalyradar.quality.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BackgroundTest {
    private static final int MINUTES = 200_000;

    @ParameterizedTest
    @EnumSource
    void sameSeed_givesTheSameSamples(Background.Kind kind) {
        assertThat(values(kind, 5)).containsExactly(values(kind, 5));
        assertThat(values(kind, 5)).isNotEqualTo(values(kind, 6));
    }

    @ParameterizedTest
    @EnumSource(names = {"WHITE", "AUTOCORRELATED", "SEASONAL", "HEAVY_TAILED", "PERIODIC"})
    void noise_hasAMeanOfZeroAndASigmaOfOne(Background.Kind kind) {
        double[] noise = noise(kind);

        double mean = Arrays.stream(noise).average().orElseThrow();
        double variance = Arrays.stream(noise).map(x -> x * x).average().orElseThrow() - mean * mean;

        assertThat(mean).isCloseTo(0, within(0.05));
        assertThat(Math.sqrt(variance)).isCloseTo(1, within(0.1));
    }

    @Test
    void autocorrelatedNoise_remembers_whiteDoesNot() {
        assertThat(correlation(noise(Background.Kind.AUTOCORRELATED))).isCloseTo(0.9, within(0.02));
        assertThat(correlation(noise(Background.Kind.WHITE))).isCloseTo(0, within(0.02));
    }

    @Test
    void heavyTails_reachFarther() {
        double far = Arrays.stream(noise(Background.Kind.HEAVY_TAILED))
                .map(Math::abs)
                .max()
                .orElseThrow();

        assertThat(far).isGreaterThan(10);
    }

    @Test
    void cycles_comeBack() {
        Background day = new Background(Background.Kind.SEASONAL, 1);
        Background hour = new Background(Background.Kind.PERIODIC, 1);

        assertThat(day.cycle(123 + 5L * day.period())).isEqualTo(day.cycle(123));
        assertThat(hour.cycle(3 + 7L * hour.period())).isEqualTo(hour.cycle(3)).isPositive();
    }

    private static double correlation(double[] noise) {
        double products = 0;
        double squares = 0;
        for (int i = 1; i < noise.length; i++) {
            products += noise[i] * noise[i - 1];
            squares += noise[i] * noise[i];
        }
        return products / squares;
    }

    private static double[] noise(Background.Kind kind) {
        Background background = new Background(kind, 3);
        double[] noise = new double[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            background.advance();
            noise[i] = background.noise();
        }
        return noise;
    }

    private static double[] values(Background.Kind kind, long seed) {
        Background background = new Background(kind, seed);
        double[] values = new double[3_000];
        for (int i = 0; i < values.length; i++) {
            background.advance();
            values[i] = background.value();
        }
        return values;
    }
}
