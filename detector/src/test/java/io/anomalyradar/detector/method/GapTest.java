package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import org.junit.jupiter.api.Test;

class GapTest {

    private final SplitMix64 random = new SplitMix64(1);
    private final Subject subject = new Subject(GapConfig.DEFAULT);
    private long time = 1_700_000_000_000L;

    @Test
    void longSilence_isEmittedWithTheSampleThatEndsIt() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(after(60_000)).isFalse();
        }

        assertThat(after(3_600_000)).isTrue();
        assertThat(subject.last().pattern()).isEqualTo(Pattern.GAP);
        assertThat(after(60_000)).isFalse();
    }

    @Test
    void oneMissingSample_isNoGap() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(after(i % 5_000 == 4_999 ? 120_000 : 60_000)).isFalse();
        }
    }

    @Test
    void irregularIntervals_areNoGaps() {
        int unusual = 0;
        for (int i = 0; i < 50_000; i++) {
            unusual += after((long) (-Math.log(1 - random.uniform()) * 60_000)) ? 1 : 0;
        }

        assertThat(unusual).isLessThanOrEqualTo(5);
    }

    @Test
    void samplesOfOneTime_areNoIntervals() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(after(i % 10 == 0 ? 60_000 : 0)).isFalse();
        }

        assertThat(after(3_600_000)).isTrue();
    }

    private boolean after(long millis) {
        time += millis;
        return subject.step(time, random.noise()).unusual();
    }
}
