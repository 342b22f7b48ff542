package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlidingMedianTest {

    private static final int OFFSET = 3;

    @Property(tries = 100)
    void statistics_anyValuesWithTies_areThoseOfTheSortedWindow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int capacity) {
        SlidingMedian subject = new SlidingMedian(capacity);
        double[] state = new double[OFFSET + subject.stateSize()];
        SplitMix64 random = new SplitMix64(seed);
        List<Double> arrived = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            double x = random.uniform() < 0.3 ? Math.floor(random.noise()) : random.noise();
            subject.push(state, OFFSET, x);
            arrived.add(x + 0.0);
            List<Double> window = arrived.subList(Math.max(0, arrived.size() - capacity), arrived.size());

            double median = median(window);
            assertThat(subject.count(state, OFFSET)).isEqualTo(window.size());
            assertThat(subject.median(state, OFFSET)).isEqualTo(median);
            assertThat(subject.quantile(state, OFFSET, 0)).isEqualTo(Collections.min(window));
            assertThat(subject.quantile(state, OFFSET, 1)).isEqualTo(Collections.max(window));
            assertThat(subject.deviation(state, OFFSET))
                    .isEqualTo(median(
                            window.stream().map(v -> Math.abs(v - median)).toList()));
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        double low = sorted.get((sorted.size() - 1) / 2);
        return low + 0.5 * (sorted.get(sorted.size() / 2) - low);
    }

    @Test
    void zerosOfBothSigns_leaveAsTheyCame() {
        SlidingMedian subject = new SlidingMedian(3);
        double[] state = new double[subject.stateSize()];

        for (double x : new double[] {-0.0, 0.0, -0.0, 5, 6, 7}) {
            subject.push(state, 0, x);
        }

        assertThat(subject.quantile(state, 0, 0)).isEqualTo(5);
    }

    @Test
    void freshState_isEmpty() {
        SlidingMedian subject = new SlidingMedian(4);
        double[] state = new double[subject.stateSize()];

        assertThat(subject.count(state, 0)).isZero();
        assertThat(subject.median(state, 0)).isZero();
        assertThat(subject.deviation(state, 0)).isZero();
    }

    @Test
    void capacityBelowOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlidingMedian(0))
                .withMessage("capacity must be at least 1, was 0");
    }
}
