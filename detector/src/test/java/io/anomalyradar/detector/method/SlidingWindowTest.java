package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final int OFFSET = 2;

    @Property
    void push_anyValues_holdsTheNewestInOrderWithTheirStatistics(
            @ForAll @IntRange(min = 2, max = 20) int capacity,
            @ForAll @Size(max = 100) List<@DoubleRange(min = -1000, max = 1000) Double> values) {
        SlidingWindow window = new SlidingWindow(capacity);
        double[] state = state(window);
        List<Double> newest = new ArrayList<>();

        for (double value : values) {
            window.push(state, OFFSET, value);
            newest.add(value);
            if (newest.size() > capacity) {
                newest.remove(0);
            }
        }

        assertHolds(window, state, newest, 1e-9);
    }

    @Test
    void push_hugeValueLeaves_statisticsAreAsIfItHadNeverBeenThere() {
        SlidingWindow window = new SlidingWindow(50);
        double[] state = state(window);
        SplitMix64 random = new SplitMix64(3);
        window.push(state, OFFSET, 1e18);
        List<Double> newest = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            newest.add(random.noise());
            window.push(state, OFFSET, newest.get(i));
        }

        assertHolds(window, state, newest, 1e-12);
    }

    @Test
    void push_millionOfNoiseOnBillion_staysAccurate() {
        SlidingWindow window = new SlidingWindow(1_200);
        double[] state = state(window);
        SplitMix64 random = new SplitMix64(4);
        List<Double> newest = new ArrayList<>();

        for (int i = 0; i < 1_000_777; i++) {
            double value = 1e9 + 0.001 * random.noise();
            window.push(state, OFFSET, value);
            if (i >= 1_000_777 - 1_200) {
                newest.add(value);
            }
        }

        assertHolds(window, state, newest, 1e-9);
    }

    @Test
    void push_constantAfterNoise_hasNoSpreadLeft() {
        SlidingWindow window = new SlidingWindow(10);
        double[] state = state(window);
        SplitMix64 random = new SplitMix64(5);
        for (int i = 0; i < 17; i++) {
            window.push(state, OFFSET, 1000 * random.noise());
        }

        for (int i = 0; i < 10; i++) {
            window.push(state, OFFSET, 0.1);
        }

        assertThat(RunningMoments.variance(state, SlidingWindow.moments(OFFSET)))
                .isLessThan(1e-30);
        assertThat(SuccessiveDifferences.changes(state, SlidingWindow.differences(OFFSET)))
                .isZero();
    }

    @Property
    void resize_anyCapacities_keepsTheNewest(
            @ForAll @IntRange(min = 2, max = 20) int before,
            @ForAll @IntRange(min = 2, max = 20) int after,
            @ForAll @IntRange(max = 50) int pushed) {
        SlidingWindow from = new SlidingWindow(before);
        SlidingWindow to = new SlidingWindow(after);
        double[] source = state(from);
        double[] target = state(to);
        List<Double> newest = new ArrayList<>();
        for (int i = 0; i < pushed; i++) {
            from.push(source, OFFSET, i * i);
            newest.add((double) i * i);
        }

        to.resize(source, OFFSET, from, target, OFFSET);
        to.push(target, OFFSET, -7);

        newest = newest.subList(Math.max(0, pushed - before), pushed);
        newest = new ArrayList<>(newest.subList(Math.max(0, newest.size() - after), newest.size()));
        newest.add(-7.0);
        assertHolds(to, target, newest.subList(Math.max(0, newest.size() - after), newest.size()), 1e-9);
    }

    @Test
    void value_outsideTheWindow_isRefused() {
        SlidingWindow window = new SlidingWindow(4);
        double[] state = state(window);
        window.push(state, OFFSET, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> window.value(state, OFFSET, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> window.value(state, OFFSET, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SlidingWindow(1));
    }

    private static double[] state(SlidingWindow window) {
        return new double[OFFSET + window.stateSize()];
    }

    private static void assertHolds(SlidingWindow window, double[] state, List<Double> values, double tolerance) {
        assertThat(window.count(state, OFFSET)).isEqualTo(values.size());
        double mean = values.stream().mapToDouble(x -> x / values.size()).sum();
        double squares = 0;
        double successive = 0;
        int changes = 0;
        for (int i = 0; i < values.size(); i++) {
            assertThat(window.value(state, OFFSET, i)).isEqualTo(values.get(i));
            squares += (values.get(i) - mean) * (values.get(i) - mean);
            double step = i == 0 ? 0 : values.get(i) - values.get(i - 1);
            successive += step * step;
            changes += step == 0 ? 0 : 1;
        }
        int moments = SlidingWindow.moments(OFFSET);
        int differences = SlidingWindow.differences(OFFSET);
        double allowed = tolerance * (1 + squares + successive);
        assertThat(RunningMoments.mean(state, moments)).isCloseTo(mean, within(1e-12 + 1e-14 * Math.abs(mean)));
        assertThat(RunningMoments.sumOfSquares(state, moments)).isCloseTo(squares, within(allowed));
        assertThat(SuccessiveDifferences.sumOfSquares(state, differences)).isCloseTo(successive, within(allowed));
        assertThat(SuccessiveDifferences.changes(state, differences)).isEqualTo(changes);
    }
}
