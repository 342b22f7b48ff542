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

class RobustZScoreTest {

    private final SplitMix64 random = new SplitMix64(1);

    @Property(tries = 50)
    void residual_anySignal_agreesWithTheDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 9, max = 60) int window) {
        Subject subject = new Subject(RobustZScoreConfig.DEFAULT, window);
        SplitMix64 noise = new SplitMix64(seed);
        List<Double> arrived = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            double x = 1e6 + noise.noise() * (i % 17 == 0 ? 30 : 1);
            double z = subject.step(x).residual();
            if (i >= 8) {
                List<Double> held = arrived.subList(Math.max(0, i - window), i);
                double median = median(held);
                double deviation =
                        median(held.stream().map(v -> Math.abs(v - median)).toList());
                assertThat(z).isCloseTo((x - median) / (1.4826022185056 * deviation), within(1e-6));
            }
            arrived.add(x);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    @Test
    void fourInTenOutliers_doNotHideTheNext() {
        Subject subject = new Subject(RobustZScoreConfig.DEFAULT, 100);
        for (int i = 0; i < 1_000; i++) {
            subject.step(i % 5 < 2 ? 1_000 : random.noise());
        }

        subject.step(30);

        assertThat(subject.last().pattern()).isEqualTo(Pattern.SPIKE);
        assertThat(subject.last().upper()).isLessThan(30);
    }

    @Test
    void mostlyOneValue_spreadIsThatOfTheOthers() {
        Subject subject = new Subject(RobustZScoreConfig.DEFAULT, 100);
        for (int i = 0; i < 100; i++) {
            subject.step(i % 5 == 0 ? 12 : i % 5 == 1 ? 8 : 10);
        }

        assertThat(subject.step(12).unusual()).isFalse();
        assertThat(subject.step(30).pattern()).isEqualTo(Pattern.SPIKE);
    }

    @Test
    void constant_smallChangeIsWithinItsTolerance() {
        Subject subject = new Subject(RobustZScoreConfig.DEFAULT, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(subject.step(50).unusual()).isFalse();
        }

        assertThat(subject.step(51).unusual()).isFalse();
        assertThat(subject.step(40).pattern()).isEqualTo(Pattern.DIP);
    }
}
