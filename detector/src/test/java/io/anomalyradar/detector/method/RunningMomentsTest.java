package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.anomalyradar.detector.SplitMix64;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunningMomentsTest {

    private static final int OFFSET = 3; // not 0, so that a missing offset is visible

    @Test
    void add_oneToHundred_givesTheClosedForms() {
        int n = 100;
        double[] state = state();

        for (int i = 1; i <= n; i++) {
            RunningMoments.add(state, OFFSET, i);
        }

        assertThat(RunningMoments.count(state, OFFSET)).isEqualTo(n);
        assertThat(RunningMoments.mean(state, OFFSET)).isCloseTo((n + 1) / 2.0, within(1e-12));
        assertThat(RunningMoments.variance(state, OFFSET)).isCloseTo(n * (n + 1) / 12.0, within(1e-9));
        assertThat(RunningMoments.skewness(state, OFFSET)).isCloseTo(0, within(1e-12));
        double kurtosis = -1.2 * (n * n + 1) / (n * n - 1);
        assertThat(RunningMoments.excessKurtosis(state, OFFSET)).isCloseTo(kurtosis, within(1e-12));
    }

    @Test
    void add_twoValuedSequence_hasTheSkewnessOfBernoulli() {
        double[] state = state();

        for (int i = 0; i < 1_000; i++) {
            RunningMoments.add(state, OFFSET, i % 10 == 0 ? 1 : 0);
        }

        // (1 − 2p) / √(p q) and (1 − 6 p q) / (p q), p = 0.1
        assertThat(RunningMoments.skewness(state, OFFSET)).isCloseTo(0.8 / 0.3, within(1e-10));
        assertThat(RunningMoments.excessKurtosis(state, OFFSET)).isCloseTo(0.46 / 0.09, within(1e-10));
    }

    @Property
    void addAndRemove_anyOrder_agreeWithTwoPasses(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
            @ForAll long choices) {
        SplitMix64 random = new SplitMix64(choices);
        Deque<Double> held = new ArrayDeque<>();
        double[] state = state();

        for (double value : values) {
            if (!held.isEmpty() && random.uniform() < 0.4) {
                RunningMoments.remove(state, OFFSET, held.removeFirst());
            }
            held.addLast(value);
            RunningMoments.add(state, OFFSET, value);
        }

        assertAgrees(state, held, 1e6);
    }

    @Property
    void replace_slidingOverValues_agreesWithTwoPasses(
            @ForAll @Size(min = 20, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        Deque<Double> held = new ArrayDeque<>(values.subList(0, 10));
        double[] state = state();
        held.forEach(value -> RunningMoments.add(state, OFFSET, value));

        for (double value : values.subList(10, values.size())) {
            RunningMoments.replace(state, OFFSET, held.removeFirst(), value);
            held.addLast(value);
        }

        assertAgrees(state, held, 1e6);
    }

    @Property
    void merge_anyTwoSets_agreesWithTwoPassesOverBoth(
            @ForAll @Size(max = 100) List<@DoubleRange(min = -1e6, max = 1e6) Double> here,
            @ForAll @Size(max = 100) List<@DoubleRange(min = -1e6, max = 1e6) Double> there) {
        double[] state = state();
        double[] other = new double[RunningMoments.SIZE];
        here.forEach(value -> RunningMoments.add(state, OFFSET, value));
        there.forEach(value -> RunningMoments.add(other, 0, value));
        double[] before = other.clone();

        RunningMoments.merge(state, OFFSET, other, 0);

        List<Double> both = new ArrayList<>(here);
        both.addAll(there);
        assertThat(other).isEqualTo(before);
        if (!both.isEmpty()) {
            assertAgrees(state, both, 1e6);
        }
    }

    @Test
    void merge_noiseOnBillionInParts_keepsTheDigitsOfTheNoise() {
        SplitMix64 random = new SplitMix64(9);
        double[] state = state();
        double[] noiseAlone = state();
        for (int part = 0; part < 100; part++) {
            double[] other = new double[RunningMoments.SIZE];
            for (int i = 0; i < 50; i++) {
                double value = 1e9 + part % 3 + random.noise();
                RunningMoments.add(noiseAlone, OFFSET, value - 1e9); // exact
                RunningMoments.add(other, 0, value);
            }
            RunningMoments.merge(state, OFFSET, other, 0);
        }

        assertThat(RunningMoments.mean(state, OFFSET) - 1e9)
                .isCloseTo(RunningMoments.mean(noiseAlone, OFFSET), within(1e-6)); // a digit of 10⁹
        for (int power = 2; power <= 4; power++) {
            double expected = noiseAlone[OFFSET + 1 + power];
            assertThat(state[OFFSET + 1 + power]).isCloseTo(expected, withinPercentage(1e-8));
        }
    }

    @Test
    void replace_smallNoiseOnBillion_keepsTheDigitsOfTheNoise() {
        SplitMix64 random = new SplitMix64(7);
        Deque<Double> held = new ArrayDeque<>();
        double[] state = state();
        for (int i = 0; i < 200_000; i++) {
            double value = 1e9 + random.noise();
            held.addLast(value);
            if (i < 500) {
                RunningMoments.add(state, OFFSET, value);
            } else {
                RunningMoments.replace(state, OFFSET, held.removeFirst(), value);
            }
        }

        assertAgrees(state, held, 10);
    }

    @Property
    void add_shiftedAndScaled_movesMeanAndScalesSpread(
            @ForAll @Size(min = 3, max = 100) List<@DoubleRange(min = -100, max = 100) Double> values,
            @ForAll @DoubleRange(min = 0.01, max = 1000) double scale,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double shift) {
        double[] plain = state();
        double[] moved = state();

        for (double value : values) {
            RunningMoments.add(plain, OFFSET, value);
            RunningMoments.add(moved, OFFSET, scale * value + shift);
        }

        double mean = scale * RunningMoments.mean(plain, OFFSET) + shift;
        double variance = scale * scale * RunningMoments.variance(plain, OFFSET);
        double rounding = 1e-15 * (Math.abs(shift) + 100 * scale);
        assertThat(RunningMoments.mean(moved, OFFSET)).isCloseTo(mean, within(10 * rounding));
        assertThat(RunningMoments.variance(moved, OFFSET))
                .isCloseTo(variance, within(1e-12 * variance + 1e3 * scale * rounding + 1e-20));
    }

    @Test
    void resum_wrappedRing_agreesWithTwoPassesInLogicalOrder() {
        double[] values = {99, 4, 5, 1, 2, 3, 99};
        double[] state = state();

        RunningMoments.resum(state, OFFSET, values, 1, 3, 6);

        assertAgrees(state, List.of(1.0, 2.0, 3.0, 4.0, 5.0), 5);
    }

    @Test
    void deviation_valueNearAHugeMean_keepsItsDigits() {
        double[] state = state();
        RunningMoments.add(state, OFFSET, 1e9);
        RunningMoments.add(state, OFFSET, 1e9 + 1e-6);

        double deviation = RunningMoments.deviation(state, OFFSET, 1e9 + 1e-6);

        assertThat(deviation).isEqualTo(((1e9 + 1e-6) - 1e9) / 2);
    }

    @Test
    void remove_lastValue_leavesTheEmptySet() {
        double[] state = state();
        RunningMoments.add(state, OFFSET, 5);

        RunningMoments.remove(state, OFFSET, 5);

        assertThat(state).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(() -> RunningMoments.remove(state, OFFSET, 5));
        assertThatIllegalStateException().isThrownBy(() -> RunningMoments.replace(state, OFFSET, 5, 6));
    }

    @Test
    void everyOperation_neighboursInTheArray_areLeftAlone() {
        double[] state = state();
        Arrays.fill(state, 0, OFFSET, -1);
        Arrays.fill(state, OFFSET + RunningMoments.SIZE, state.length, -1);

        RunningMoments.add(state, OFFSET, 1);
        RunningMoments.add(state, OFFSET, 2);
        RunningMoments.replace(state, OFFSET, 1, 4);
        RunningMoments.remove(state, OFFSET, 2);
        RunningMoments.clear(state, OFFSET);

        assertThat(state).containsExactly(-1, -1, -1, 0, 0, 0, 0, 0, 0, -1, -1);
    }

    private static double[] state() {
        return new double[OFFSET + RunningMoments.SIZE + 2];
    }

    private static void assertAgrees(double[] state, Collection<Double> values, double size) {
        double n = values.size();
        double mean = values.stream().mapToDouble(x -> x / n).sum();
        double m2 = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        double m3 = values.stream().mapToDouble(x -> Math.pow(x - mean, 3)).sum();
        double m4 = values.stream().mapToDouble(x -> Math.pow(x - mean, 4)).sum();
        assertThat(RunningMoments.count(state, OFFSET)).isEqualTo(values.size());
        assertThat(RunningMoments.mean(state, OFFSET)).isCloseTo(mean, within(1e-9 * size + 1e-15 * Math.abs(mean)));
        assertThat(state[OFFSET + 3]).isCloseTo(m2, within(1e-7 * m2 + 1e-12 * size * size * n));
        assertThat(state[OFFSET + 4]).isCloseTo(m3, within(1e-6 * Math.abs(m3) + 1e-10 * Math.pow(size, 3) * n));
        assertThat(state[OFFSET + 5]).isCloseTo(m4, within(1e-6 * m4 + 1e-10 * Math.pow(size, 4) * n));
    }
}
