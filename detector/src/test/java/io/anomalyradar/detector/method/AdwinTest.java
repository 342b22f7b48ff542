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

class AdwinTest {

    private static final int OFFSET = 1;

    @Property(tries = 100)
    void buckets_anyValues_holdTheNewestOfThemExactly(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int samples) {
        double[] state = new double[OFFSET + AdwinBuckets.SIZE];
        SplitMix64 random = new SplitMix64(seed);
        List<Double> arrived = new ArrayList<>();

        for (int i = 0; i < samples; i++) {
            double x = 1e6 + random.noise();
            AdwinBuckets.add(state, OFFSET, x);
            arrived.add(x);
            if (random.uniform() < 0.01 && arrived.size() > 1) {
                double before = AdwinBuckets.total(state, OFFSET);
                AdwinBuckets.removeOldest(state, OFFSET);
                int removed = (int) (before - AdwinBuckets.total(state, OFFSET));
                arrived.subList(0, removed).clear();
            }
        }

        int n = arrived.size();
        double mean = arrived.stream().mapToDouble(v -> v / n).sum();
        double variance =
                arrived.stream().mapToDouble(v -> (v - mean) * (v - mean) / n).sum();
        assertThat(AdwinBuckets.total(state, OFFSET)).isEqualTo(n);
        if (n > 0) {
            assertThat(AdwinBuckets.mean(state, OFFSET)).isCloseTo(mean, within(1e-7));
            assertThat(AdwinBuckets.variance(state, OFFSET)).isCloseTo(variance, within(1e-7));
        }
    }

    @Test
    void buckets_arePowersOfTwoAndFewOfEach() {
        double[] state = new double[AdwinBuckets.SIZE];
        for (int i = 0; i < 100_000; i++) {
            AdwinBuckets.add(state, 0, i);
        }

        double samples = 0;
        for (int row = 0; row < AdwinBuckets.ROWS; row++) {
            assertThat(AdwinBuckets.held(state, 0, row)).isBetween(0, AdwinBuckets.KEPT - 1);
            samples += AdwinBuckets.held(state, 0, row) * AdwinBuckets.samples(row);
        }
        assertThat(samples).isEqualTo(AdwinBuckets.total(state, 0)).isBetween(10_000.0, 25_000.0);
    }

    @Test
    void shift_isEmittedAndTheOldLevelForgotten() {
        SplitMix64 random = new SplitMix64(1);
        Subject subject = new Subject(AdwinConfig.DEFAULT);
        int before = subject.unusual(0, 20_000, i -> random.noise());

        int first = subject.firstUnusual(0, 2_000, i -> random.noise() + 1);

        assertThat(before).isZero();
        assertThat(first).isBetween(20, 600);
        assertThat(subject.last().expected()).isCloseTo(1, within(0.2));
    }

    @Test
    void shift_hasItsPattern() {
        SplitMix64 random = new SplitMix64(2);
        Subject subject = new Subject(AdwinConfig.DEFAULT);
        subject.unusual(0, 2_000, i -> random.noise());

        while (!subject.step(random.noise() - 2).unusual()) {
            assertThat(subject.last().pattern()).isEqualTo(Pattern.NONE);
        }

        assertThat(subject.last().pattern()).isEqualTo(Pattern.LEVEL_SHIFT);
    }

    @Test
    void wanderingSignal_isNotShifting() {
        SplitMix64 random = new SplitMix64(3);
        Subject subject = new Subject(AdwinConfig.DEFAULT);
        double[] x = {0};

        int unusual = subject.unusual(0, 30_000, i -> x[0] = 0.9 * x[0] + random.noise());

        assertThat(unusual).isZero();
    }
}
