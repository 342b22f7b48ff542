package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DominantPeriodTest {

    @Property(tries = 60)
    void noisyCycleOfAnyPeriod_isFoundWithinThreePercent(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 100) int period) {
        SplitMix64 random = new SplitMix64(seed);

        double found = periodOf(1_000, i -> 1e6 + 3 * Math.sin(2 * Math.PI * i / period) + 0.7 * random.noise());

        assertThat(found).isBetween(period * 0.97, period * 1.03); // 2 % at worst of 144,000, about lags of 64
    }

    @ParameterizedTest
    @ValueSource(ints = {144, 288, 1_440, 4_000})
    void longPeriods_areFoundWithLargerBlocks(int period) {
        SplitMix64 random = new SplitMix64(2);

        double found = periodOf(20 * period, i -> i % period < period / 3 ? 5 : random.noise());

        assertThat(found).isBetween(period * 0.98, period * 1.02);
    }

    @Test
    void signalsWithoutAPeriod_haveNone() {
        SplitMix64 random = new SplitMix64(3);
        double[] walk = {0};

        assertThat(periodOf(50_000, i -> random.noise())).isZero();
        assertThat(periodOf(50_000, i -> walk[0] = 0.9 * walk[0] + random.noise()))
                .isZero();
        assertThat(periodOf(5_000, i -> 7)).isZero();
        assertThat(periodOf(5_000, i -> i)).isZero();
    }

    private static double periodOf(int samples, IntToDoubleFunction signal) {
        double[] state = new double[1 + DominantPeriod.SIZE];
        for (int i = 0; i < samples; i++) {
            DominantPeriod.add(state, 1, signal.applyAsDouble(i));
        }
        return DominantPeriod.period(state, 1);
    }

    @Test
    void usualValueAtTheWrongPlaceOfThePeriod_isUnusual() {
        SplitMix64 random = new SplitMix64(4);
        Subject subject = new Subject(PeriodicConfig.DEFAULT);
        IntToDoubleFunction cycle = i -> 10 * Math.sin(2 * Math.PI * i / 30) + 0.3 * random.noise();
        subject.unusual(0, 3_000, cycle);

        subject.step(cycle.applyAsDouble(3_015));

        assertThat(subject.last().pattern()).isEqualTo(Pattern.NONE); // sin 15/30 is sin 0
        subject.unusual(3_001, 3_007, cycle);
        assertThat(subject.step(-10).pattern()).isEqualTo(Pattern.DIP); // at the crest
    }

    @Test
    void samplesThatDidNotCome_areCountedByTheTime() {
        SplitMix64 random = new SplitMix64(5);
        Subject subject = new Subject(PeriodicConfig.DEFAULT);
        IntToDoubleFunction cycle = i -> 10 * Math.sin(2 * Math.PI * i / 30) + 0.3 * random.noise();
        int unusual = 0;
        for (int i = 0; i < 6_000; i++) {
            boolean missing = i > 3_000 && i % 97 < 11;
            if (!missing) {
                unusual += subject.step(i * 60_000L, cycle.applyAsDouble(i)).unusual() ? 1 : 0;
            }
        }

        assertThat(unusual).isLessThan(12); // hundreds, were samples counted
    }
}
