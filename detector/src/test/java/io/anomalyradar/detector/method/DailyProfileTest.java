package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DailyProfileTest {

    private static final long HOUR = 3_600_000;
    private static final int OFFSET = 2;

    private final DailyProfile profile = new DailyProfile(0.1);
    private final double[] state = new double[OFFSET + DailyProfile.SIZE];

    @Property(tries = 50)
    void expected_anyTimes_agreesWithAMeanPerHour(
            @ForAll long seed, @ForAll @LongRange(min = -100_000_000_000L, max = 2_000_000_000_000L) long start) {
        java.util.Arrays.fill(state, 0);
        SplitMix64 random = new SplitMix64(seed);
        double[] mean = new double[24];
        int[] count = new int[24];
        long time = start;

        for (int i = 0; i < 3_000; i++) {
            time += (long) (random.uniform() * HOUR);
            int hour = (int) Math.floorMod(Math.floorDiv(time, HOUR), 24L);
            int before = (hour + 23) % 24;
            double own = Math.min(1, count[hour] / 4.0);
            assertThat(profile.isKnown(state, OFFSET, time)).isEqualTo(count[hour] >= 4 || count[before] >= 4);
            assertThat(profile.expected(state, OFFSET, time))
                    .isCloseTo(own * mean[hour] + (1 - own) * mean[before], within(1e-9));
            double x = random.noise() + hour;
            profile.update(state, OFFSET, time, x);
            count[hour]++;
            mean[hour] += Math.max(0.1, 1.0 / count[hour]) * (x - mean[hour]);
        }
    }

    @Test
    void rate_outOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DailyProfile(0.05))
                .withMessageContaining("0.05");
        assertThatIllegalArgumentException().isThrownBy(() -> new DailyProfile(Double.NaN));
    }
}
