package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlidingTrendTest {

    private static final int OFFSET = 2;

    @Property(tries = 60)
    void line_anySignalFarFromZero_isThatOfTheLeastSquares(
            @ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int capacity) {
        SlidingTrend subject = new SlidingTrend(capacity);
        double[] state = new double[OFFSET + subject.stateSize()];
        SplitMix64 random = new SplitMix64(seed);
        List<Double> arrived = new ArrayList<>();
        double slopeOfSignal = random.noise();

        for (int i = 0; i < 300; i++) {
            double x = 1e9 + slopeOfSignal * i + random.noise();
            subject.push(state, OFFSET, x);
            arrived.add(x - 1e9);
            List<Double> held = arrived.subList(Math.max(0, arrived.size() - capacity), arrived.size());
            int n = held.size();
            if (n >= 3) {
                double slope = slope(held);
                double centre = held.stream().mapToDouble(v -> v / n).sum();
                double squares = 0;
                for (int j = 0; j < n; j++) {
                    squares += Math.pow(held.get(j) - centre - slope * (j - (n - 1) / 2.0), 2);
                }
                assertThat(subject.slope(state, OFFSET)).isCloseTo(slope, within(1e-5));
                assertThat(subject.next(state, OFFSET) - 1e9).isCloseTo(centre + slope * (n + 1) / 2, within(1e-4));
                assertThat(subject.sigma(state, OFFSET)).isCloseTo(Math.sqrt(squares / (n - 2)), within(1e-3));
            }
        }
    }

    private static double slope(List<Double> held) {
        int n = held.size();
        double middle = (n - 1) / 2.0;
        double products = 0;
        double positions = 0;
        for (int i = 0; i < n; i++) {
            products += (i - middle) * held.get(i);
            positions += (i - middle) * (i - middle);
        }
        return products / positions;
    }

    @Test
    void direction_isThatOfTheSignal() {
        assertThat(direction(0.02, 0)).isEqualTo(Direction.RISING);
        assertThat(direction(-0.02, 0)).isEqualTo(Direction.FALLING);
        assertThat(direction(0, 0)).isEqualTo(Direction.STABLE);
    }

    private static Direction direction(double slope, double correlation) {
        SlidingTrend subject = new SlidingTrend(300);
        double[] state = new double[subject.stateSize()];
        SplitMix64 random = new SplitMix64(8);
        double x = 0;
        for (int i = 0; i < 1_000; i++) {
            x = correlation * x + random.noise();
            subject.push(state, 0, slope * i + x);
        }
        return subject.direction(state, 0, 4);
    }

    @Test
    void significance_ofNoise_isStandardNormal() {
        SplitMix64 random = new SplitMix64(7);
        double sum = 0;
        for (int run = 0; run < 500; run++) {
            SlidingTrend subject = new SlidingTrend(200);
            double[] state = new double[subject.stateSize()];
            for (int i = 0; i < 200; i++) {
                subject.push(state, 0, random.noise());
            }
            sum += Math.pow(subject.significance(state, 0), 2);
        }

        assertThat(sum / 500).isBetween(0.75, 1.25);
    }

    @Test
    void straightLine_isAsSignificantAsRoundingAllows() {
        SlidingTrend subject = new SlidingTrend(50);
        double[] state = new double[subject.stateSize()];
        for (int i = 0; i < 200; i++) {
            subject.push(state, 0, 1e9 + i);
        }

        assertThat(subject.slope(state, 0)).isCloseTo(1, within(1e-9));
        assertThat(subject.significance(state, 0)).isGreaterThan(30);
        assertThat(subject.direction(state, 0, 4)).isEqualTo(Direction.RISING);
    }

    @Test
    void detector_slowDrift_isFoundAndWanderingIsNot() {
        SplitMix64 random = new SplitMix64(9);
        Subject subject = new Subject(TrendConfig.DEFAULT, 300);
        double[] x = {0};

        int before = subject.unusual(0, 20_000, i -> x[0] = 0.8 * x[0] + random.noise());
        int drift = subject.firstUnusual(0, 600, i -> {
            x[0] = 0.8 * x[0] + random.noise();
            return x[0] + 0.05 * i;
        });

        assertThat(before).isZero();
        assertThat(drift).isBetween(50, 500);
        assertThat(subject.last().pattern()).isEqualTo(Pattern.DRIFT);
    }
}
