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

class MovingAverageTest {

    @Property(tries = 50)
    void residual_anySignal_agreesWithTheDefinition(
            @ForAll long seed,
            @ForAll @IntRange(min = 40, max = 90) int window,
            @ForAll @IntRange(min = 2, max = 20) int span) {
        Subject subject = new Subject(new MovingAverageConfig(6.7, span), window);
        SplitMix64 random = new SplitMix64(seed);
        List<Double> arrived = new ArrayList<>();

        for (int i = 0; i < 300; i++) {
            double x = 1e6 + random.noise() + (i > 200 ? 1 : 0);
            double z = subject.step(x).residual();
            if (i >= 2 * span) {
                assertThat(z).isCloseTo(expected(arrived.subList(Math.max(0, i - window), i), x, span), within(1e-6));
            }
            arrived.add(x);
        }
    }

    private static double expected(List<Double> held, double x, int span) {
        int n = held.size();
        double mean = held.stream().mapToDouble(v -> v / n).sum();
        double squares = held.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double successive = 0;
        for (int i = 1; i < n; i++) {
            successive += Math.pow(held.get(i) - held.get(i - 1), 2);
        }
        double rho = Math.max(0, 1 - successive / (2 * squares));
        double newest = x - mean;
        for (int i = n - span + 1; i < n; i++) {
            newest += held.get(i) - mean;
        }
        double variance = squares / (n - 1) * (1 + rho) / (1 - rho) * (1.0 / span + 1.0 / n);
        return newest / span / Math.sqrt(variance);
    }

    @Test
    void shiftThatNoSampleShows_isFoundAsDrift() {
        SplitMix64 random = new SplitMix64(3);
        Subject subject = new Subject(MovingAverageConfig.DEFAULT);
        int before = subject.unusual(0, 5_000, i -> random.noise());

        int first = subject.firstUnusual(0, 30, i -> random.noise() + 2.5);

        assertThat(before).isZero();
        assertThat(first).isBetween(3, 20);
        assertThat(subject.last().pattern()).isEqualTo(Pattern.DRIFT);
    }

    @Test
    void wanderingSignal_isNotDrifting() {
        SplitMix64 random = new SplitMix64(4);
        Subject subject = new Subject(MovingAverageConfig.DEFAULT);
        double[] x = {0};

        int unusual = subject.unusual(0, 20_000, i -> x[0] = 0.9 * x[0] + random.noise());

        assertThat(unusual).isZero();
    }
}
