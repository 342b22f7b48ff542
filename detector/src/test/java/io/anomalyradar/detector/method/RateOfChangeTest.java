package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import org.junit.jupiter.api.Test;

class RateOfChangeTest {

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(RateConfig.DEFAULT);

    @Test
    void jumpBetweenUsualValues_isFound() {
        subject.unusual(0, 3_000, this::tide);
        double here = tide(3_000);

        subject.step(here - 8);

        assertThat(subject.last().pattern()).isEqualTo(Pattern.DIP);
        assertThat(subject.last().lower()).isGreaterThan(here - 8);
    }

    @Test
    void slowSwing_isNotUnusual() {
        assertThat(subject.unusual(0, 10_000, this::tide)).isLessThan(10);
    }

    @Test
    void changeOverALongerTime_isNoFasterForIt() {
        for (int i = 0; i < 3_000; i++) {
            subject.step(i * 1_000L, tide(i));
        }

        subject.step(3_200_000L, tide(3_200)); // 13 higher, in 200 seconds

        assertThat(subject.last().unusual()).isFalse();
    }

    @Test
    void samplesOfOneTime_areJudgedByTheIntervalBefore() {
        for (int i = 0; i < 1_000; i++) {
            subject.step(i * 10_000L, random.noise());
        }

        subject.step(9_990_000L, 30);

        assertThat(subject.last().pattern()).isEqualTo(Pattern.SPIKE);
        assertThat(Double.isFinite(subject.last().evidence())).isTrue();
    }

    private double tide(int i) {
        return 10 * Math.sin(i * 2 * Math.PI / 500) + 0.1 * random.noise();
    }
}
