package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapeMemoryTest {

    private static final int OFFSET = 4;

    private final double[] state = new double[OFFSET + ShapeMemory.SIZE];

    @Property(tries = 50)
    void add_anySignal_agreesWithTheReference(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int block,
            @ForAll @IntRange(max = 3) int roughness) {
        Arrays.fill(state, 0);
        ShapeMemory.restart(state, OFFSET, block);
        ShapeMemoryReference reference = new ShapeMemoryReference(block);
        SplitMix64 random = new SplitMix64(seed);

        for (int i = 0; i < 2_000; i++) {
            double x = Math.sin(i / 9.0) + roughness * random.noise() + (i % 500 == 450 ? 20 : 0);
            boolean measured = ShapeMemory.add(state, OFFSET, x, 0.1, 1.5);
            assertThat(measured).isEqualTo(reference.add(x, 0.1, 1.5));
            assertThat(ShapeMemory.distance(state, OFFSET)).isCloseTo(reference.distance(), within(1e-9));
        }
    }

    @Test
    void distance_strangeWindowSeenOften_becomesFamiliar() {
        SplitMix64 random = new SplitMix64(1);
        noise(random, 640);
        double usual = ShapeMemory.distance(state, OFFSET);
        double first = ramp();
        for (int i = 0; i < 20; i++) {
            ramp();
        }

        double again = ramp();

        assertThat(first).isGreaterThan(4 * usual);
        assertThat(again).isLessThan(first);
    }

    private void noise(SplitMix64 random, int count) {
        for (int i = 0; i < count; i++) {
            ShapeMemory.add(state, OFFSET, 0.1 * random.noise(), 0, 1);
        }
    }

    private double ramp() {
        for (int i = 0; i < 8; i++) {
            ShapeMemory.add(state, OFFSET, i, 0, 1);
        }
        return ShapeMemory.distance(state, OFFSET);
    }
}
