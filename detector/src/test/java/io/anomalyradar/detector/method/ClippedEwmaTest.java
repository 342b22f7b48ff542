package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClippedEwmaTest {

    private static final int OFFSET = 1;

    private final ClippedEwma ewma = new ClippedEwma(0.001);
    private final double[] state = new double[OFFSET + ClippedEwma.SIZE];

    @Property(tries = 100)
    void update_fewSamples_isThePlainMeanAndVariance(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int count) {
        Arrays.fill(state, 0);
        SplitMix64 random = new SplitMix64(seed);
        double[] values = new double[count];

        for (int i = 0; i < count; i++) {
            values[i] = 1e6 + random.noise();
            ewma.update(state, OFFSET, i + 1, values[i]);
        }

        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        assertThat(ewma.mean(state, OFFSET)).isCloseTo(mean, within(1e-8));
        assertThat(ewma.sigma(state, OFFSET)).isCloseTo(Math.sqrt(variance), within(1e-6));
    }

    @Test
    void update_outlierOfAnySize_movesTheMeanNoMoreThanOneOfThreeSigmas() {
        settle();
        double mean = ewma.mean(state, OFFSET);
        double sigma = ewma.sigma(state, OFFSET);

        ewma.update(state, OFFSET, 5_001, 1e9);

        assertThat(ewma.mean(state, OFFSET)).isCloseTo(mean + 0.003 * sigma, within(1e-9));
    }

    @Test
    void update_shiftForGood_isWithinThreeSigmasAtLast() {
        settle();
        int steps = 0;

        while (Math.abs(ewma.residual(state, OFFSET, 110)) > 3) {
            ewma.update(state, OFFSET, 5_001 + steps, 110);
            steps++;
        }

        assertThat(steps).isBetween(100, 2_000);
    }

    @Test
    void residual_nothingHasMoved_isZeroAtTheMeanAndCutElsewhere() {
        for (int i = 1; i < 100; i++) {
            ewma.update(state, OFFSET, i, 5);
        }

        assertThat(ewma.residual(state, OFFSET, 5)).isZero();
        assertThat(ewma.residual(state, OFFSET, 5.1)).isEqualTo(1e6);
        assertThat(ewma.residual(state, OFFSET, 4)).isEqualTo(-1e6);
    }

    @Test
    void rate_outOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClippedEwma(0))
                .withMessageContaining("rate");
    }

    private void settle() {
        SplitMix64 random = new SplitMix64(1);
        for (int i = 1; i <= 5_000; i++) {
            ewma.update(state, OFFSET, i, 100 + random.noise());
        }
    }
}
