package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EwmaChartTest {

    @Test
    void smallShift_isFoundAndSpikeIsNot() {
        SplitMix64 random = new SplitMix64(5);
        Subject subject = new Subject(EwmaConfig.DEFAULT);
        int before = subject.unusual(0, 20_000, i -> random.noise());

        int spike = subject.unusual(0, 1, i -> 6);
        int shift = subject.firstUnusual(0, 60, i -> random.noise() + 2);

        assertThat(before).isZero();
        assertThat(spike).isZero();
        assertThat(shift).isBetween(3, 30);
        assertThat(subject.last().pattern()).isEqualTo(Pattern.DRIFT);
    }

    @Test
    void wanderingSignal_isExpectedToWander() {
        SplitMix64 random = new SplitMix64(6);
        Subject subject = new Subject(EwmaConfig.DEFAULT);
        double[] x = {0};

        int unusual = subject.unusual(0, 30_000, i -> x[0] = 0.95 * x[0] + random.noise());

        assertThat(unusual).isLessThan(30); // the textbook's limits alarm on 9,000
    }

    @Property(tries = 100)
    void band_endsWhereTheEvidenceReachesTheThreshold(@ForAll long seed) {
        SplitMix64 random = new SplitMix64(seed);
        Subject subject = new Subject(EwmaConfig.DEFAULT);
        subject.unusual(0, 200, i -> random.noise());
        Subject twin = new Subject(EwmaConfig.DEFAULT);
        SplitMix64 again = new SplitMix64(seed);
        twin.unusual(0, 200, i -> again.noise());

        double upper = subject.step(0).upper();

        assertThat(twin.step(upper).evidence()).isCloseTo(6.7, within(1e-6));
    }
}
