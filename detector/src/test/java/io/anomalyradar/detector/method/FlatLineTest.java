package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import org.junit.jupiter.api.Test;

class FlatLineTest {

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(FlatLineConfig.DEFAULT);

    @Test
    void stuckSensor_isFoundAtTheLeastLength() {
        int before = subject.unusual(0, 5_000, i -> random.noise());

        int first = subject.firstUnusual(1, 100, i -> 0.5);

        assertThat(before).isZero();
        assertThat(first).isEqualTo(12);
        assertThat(subject.last().pattern()).isEqualTo(Pattern.FLAT_LINE);
    }

    @Test
    void constantByNature_isNeverUnusual() {
        assertThat(subject.unusual(0, 10_000, i -> 5)).isZero();
        assertThat(subject.unusual(0, 10_000, i -> Math.floor(i * 1e-3))).isZero(); // ten runs
    }

    @Test
    void counterOfFewValues_isNotUnusual() {
        assertThat(subject.unusual(0, 100_000, i -> random.uniform() < 0.95 ? 0 : 1))
                .isZero();
    }

    @Test
    void counterThatStopsForFarLongerThanEver_isFound() {
        subject.unusual(0, 20_000, i -> random.uniform() < 0.8 ? 0 : 1);

        assertThat(subject.firstUnusual(0, 500, i -> 0)).isBetween(40, 300);
    }

    @Test
    void nextSampleThatDiffers_isUsualAgain() {
        subject.unusual(0, 5_000, i -> random.noise());
        subject.unusual(0, 100, i -> 0.5);

        assertThat(subject.step(0.6).unusual()).isFalse();
        assertThat(subject.last().evidence()).isZero();
    }
}
