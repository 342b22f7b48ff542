package io.anomalyradar.detector.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowMemoryTest {

    private static final int OFFSET = 4;

    private final double[] state = new double[OFFSET + WindowMemory.SIZE];

    @Property(tries = 50)
    void add_anySignal_agreesWithTheReference(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int block,
            @ForAll @IntRange(max = 3) int roughness) {
        Arrays.fill(state, 0);
        WindowMemory.restart(state, OFFSET, block);
        WindowMemoryReference reference = new WindowMemoryReference(block);
        SplitMix64 random = new SplitMix64(seed);

        for (int i = 0; i < 2_000; i++) {
            double x = Math.sin(i / 9.0) + roughness * random.noise() + (i % 500 == 450 ? 20 : 0);
            boolean measured = WindowMemory.add(state, OFFSET, x, 0.1, 1.5);
            assertThat(measured).isEqualTo(reference.add(x, 0.1, 1.5));
            assertThat(WindowMemory.distance(state, OFFSET)).isCloseTo(reference.distance(), within(1e-9));
        }
    }

    @Test
    void distance_periodicSignal_isSmallUntilABeatIsMissing() {
        WindowMemory.restart(state, OFFSET, 4);
        double usual = 0;
        for (int i = 0; i < 3_200; i++) {
            WindowMemory.add(state, OFFSET, beat(i), 0, 1);
            usual = i >= 1_600 ? Math.max(usual, WindowMemory.distance(state, OFFSET)) : 0;
        }
        double without = 0;

        for (int i = 0; i < 32; i++) {
            WindowMemory.add(state, OFFSET, 0, 0, 1);
            without = Math.max(without, WindowMemory.distance(state, OFFSET));
        }

        assertThat(without).isGreaterThan(4 * usual + 0.1);
    }

    @Test
    void distance_strangeWindowSeenAgain_isFamiliar() {
        WindowMemory.restart(state, OFFSET, 1);
        for (int i = 0; i < 640; i++) {
            WindowMemory.add(state, OFFSET, i % 8, 3.5, 2);
        }
        double first = strange();
        for (int i = 0; i < 8; i++) {
            WindowMemory.add(state, OFFSET, i, 3.5, 2);
        }

        double again = strange();

        assertThat(first).isPositive();
        assertThat(again).isLessThan(first / 4);
    }

    private double strange() {
        for (int i = 7; i >= 0; i--) {
            WindowMemory.add(state, OFFSET, 2.0 * i, 3.5, 2);
        }
        return WindowMemory.distance(state, OFFSET);
    }

    private static double beat(int i) {
        int phase = i % 32;
        return phase == 10 ? 5 : phase == 11 ? -3 : 0.3 * Math.sin(phase / 5.0);
    }
}
