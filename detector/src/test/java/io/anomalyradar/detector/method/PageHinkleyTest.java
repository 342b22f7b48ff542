package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {

    @Property(tries = 50)
    void evidence_anySignal_agreesWithTheDefinitionComputedAnew(@ForAll long seed) {
        Subject subject = new Subject(PageHinkleyConfig.DEFAULT);
        SplitMix64 random = new SplitMix64(seed);
        List<Double> learnt = new ArrayList<>();
        double up = 0;
        double down = 0;

        for (int i = 0; i < 500; i++) {
            double x = 1e6 + random.noise() + (i > 300 ? 0.7 : 0);
            double evidence = subject.step(x).evidence();
            if (subject.last().unusual()) {
                learnt.clear();
                up = 0;
                down = 0;
            } else if (learnt.size() >= 32) {
                double d = deviation(learnt, x);
                up = Math.max(0, up + d - 0.5);
                down = Math.max(0, down - d - 0.5);
                assertThat(evidence).isCloseTo(Math.max(up, down) / Math.log(10), within(1e-6));
            }
            learnt.add(learnt.size() < 32 ? x : clipped(learnt, x));
        }
    }

    private static double clipped(List<Double> learnt, double x) {
        int n = learnt.size();
        double mean = learnt.stream().mapToDouble(v -> v / n).sum();
        double squares =
                learnt.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double reach = 3 * Math.sqrt(squares / (n - 1));
        return Math.max(mean - reach, Math.min(x, mean + reach));
    }

    private static double deviation(List<Double> learnt, double x) {
        int n = learnt.size();
        double mean = learnt.stream().mapToDouble(v -> v / n).sum();
        double squares =
                learnt.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double successive = 0;
        for (int i = 1; i < n; i++) {
            successive += Math.pow(learnt.get(i) - learnt.get(i - 1), 2);
        }
        double rho = Math.max(0, 1 - successive / (2 * squares));
        double z = (x - mean) / Math.sqrt(squares / (n - 1));
        double weight = (1 - rho) / (1 + rho) * n / (n + 32);
        return Math.sqrt(weight) * Math.max(-3, Math.min(z, 3));
    }

    @Test
    void eachOfTwoShifts_isEmittedOnce() {
        SplitMix64 random = new SplitMix64(1);
        Subject subject = new Subject(PageHinkleyConfig.DEFAULT);

        int before = subject.unusual(0, 20_000, i -> random.noise());
        int first = subject.unusual(0, 3_000, i -> random.noise() + 2);
        int second = subject.unusual(0, 3_000, i -> random.noise() - 1);

        assertThat(before).isZero();
        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
    }

    @Test
    void shift_hasItsPatternAndSide() {
        SplitMix64 random = new SplitMix64(2);
        Subject subject = new Subject(PageHinkleyConfig.DEFAULT);
        subject.unusual(0, 1_000, i -> random.noise());

        while (!subject.step(random.noise() - 2).unusual()) {
            assertThat(subject.last().pattern()).isEqualTo(Pattern.NONE);
        }

        assertThat(subject.last().pattern()).isEqualTo(Pattern.LEVEL_SHIFT);
        assertThat(subject.last().residual()).isNegative();
    }

    @Test
    void wanderingSignal_isNotShifting() {
        SplitMix64 random = new SplitMix64(3);
        Subject subject = new Subject(PageHinkleyConfig.DEFAULT);
        double[] x = {0};

        int unusual = subject.unusual(0, 30_000, i -> x[0] = 0.9 * x[0] + random.noise());

        assertThat(unusual).isLessThanOrEqualTo(1);
    }

    @Test
    void constantThatChanges_isAShift() {
        Subject subject = new Subject(PageHinkleyConfig.DEFAULT);
        int before = subject.unusual(0, 100, i -> 5);

        assertThat(before).isZero();
        assertThat(subject.firstUnusual(0, 50, i -> 6)).isBetween(1, 20);
    }
}
