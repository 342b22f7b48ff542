package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FftTest {

    @Property(tries = 100)
    void transform_anyNumbers_isTheSumOfTheDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int exponent) {
        int n = 1 << exponent;
        double[] x = new double[2 * n];
        SplitMix64 random = new SplitMix64(seed);
        for (int i = 0; i < 2 * n; i++) {
            x[i] = random.noise();
        }
        double[] original = x.clone();

        new Fft(n).transform(x);

        for (int k = 0; k < n; k++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < n; i++) {
                double angle = -2 * Math.PI * ((long) k * i % n) / n;
                re += original[i] * Math.cos(angle) - original[n + i] * Math.sin(angle);
                im += original[i] * Math.sin(angle) + original[n + i] * Math.cos(angle);
            }
            assertThat(x[k]).isCloseTo(re, within(1e-10));
            assertThat(x[n + k]).isCloseTo(im, within(1e-10));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 48, 131_072, -8})
    void size_thatIsNoPowerOfTwo_isRefused(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fft(size)).withMessageContaining("was " + size);
    }
}
