package io.anomalyradar.detector.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.codec.StateFormatException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantileSketchTest {

    private static final int MAGIC = 0x54455354;

    private enum Distribution {
        UNIFORM,
        NOISE_ABOUT_ZERO,
        NEGATIVE,
        HEAVY_TAIL,
        MOSTLY_ZERO,
        CONSTANT,
        BILLION_AND_NOISE,
        TINY;

        double sample(SplitMix64 random) {
            double u = random.uniform();
            return switch (this) {
                case UNIFORM -> 10 + 90 * u;
                case NOISE_ABOUT_ZERO -> random.noise();
                case NEGATIVE -> -1 - 1000 * u;
                case HEAVY_TAIL -> Math.pow(1 - u, -1.5);
                case MOSTLY_ZERO -> u < 0.9 ? 0 : u;
                case CONSTANT -> 42.5;
                case BILLION_AND_NOISE -> 1e9 + random.noise();
                case TINY -> 1e-300 * (1 + u);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void quantile_anyDistribution_isWithinOnePercentOfTheExactOne(Distribution distribution) {
        SplitMix64 random = new SplitMix64(distribution.name().hashCode());
        for (int n : new int[] {1, 2, 3, 10, 100, 1_000, 20_000}) {
            double[] values = new double[n];
            QuantileSketch sketch = new QuantileSketch();
            for (int i = 0; i < n; i++) {
                values[i] = distribution.sample(random);
                sketch.add(values[i]);
            }
            Arrays.sort(values);

            for (double q : new double[] {0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1}) {
                assertClose(sketch.quantile(q), values[(int) (q * (n - 1))]);
            }
            assertThat(sketch.count()).isEqualTo(n);
            assertThat(sketch.min()).isEqualTo(values[0]);
            assertThat(sketch.max()).isEqualTo(values[n - 1]);
        }
    }

    @Property
    void quantile_ofOneValueBetweenTwoFarOnes_isWithinOnePercent(
            @ForAll @DoubleRange(min = 1, max = 2) double mantissa,
            @ForAll @IntRange(min = -12, max = 12) int exponent) {
        double value = Math.scalb(mantissa, exponent);
        QuantileSketch sketch = new QuantileSketch();
        sketch.add(value / 4);
        sketch.add(value);
        sketch.add(value * 4);

        assertClose(sketch.quantile(0.5), value);
    }

    @Property(tries = 200)
    void merge_anySplit_equalsOneSketchOfAll(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parts) {
        SplitMix64 random = new SplitMix64(seed);
        QuantileSketch whole = new QuantileSketch();
        QuantileSketch[] split = new QuantileSketch[parts];
        Arrays.setAll(split, i -> new QuantileSketch());
        double span = 40 * random.uniform();
        for (int i = 0; i < 500; i++) {
            double value = Math.pow(10, span * (random.uniform() - 0.5)) * (random.uniform() < 0.5 ? -1 : 1);
            whole.add(value);
            split[(int) (random.uniform() * parts)].add(value);
        }

        QuantileSketch merged = new QuantileSketch();
        for (QuantileSketch part : split) {
            merged.merge(part);
        }

        assertThat(bytes(merged)).containsExactly(bytes(whole));
    }

    @Test
    void add_spanBeyondTheBound_collapsesTheLowestAndKeepsTheHighQuantiles() {
        SplitMix64 random = new SplitMix64(8);
        double[] values = new double[10_000];
        QuantileSketch sketch = new QuantileSketch();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.pow(10, 60 * random.uniform() - 30) * (i % 2 == 0 ? 1 : -1);
            sketch.add(values[i]);
        }
        Arrays.sort(values);

        for (double q : new double[] {0.94, 0.95, 0.99, 0.999}) {
            assertClose(sketch.quantile(q), values[(int) (q * (values.length - 1))]);
        }
        assertThat(bytes(sketch).length).isLessThan(2 * QuantileSketch.MAX_BUCKETS * 2 + 100);
    }

    @Test
    void add_withinEightOrdersOfMagnitude_collapsesNothing() {
        QuantileSketch sketch = new QuantileSketch();
        for (double value = 1; value <= 1e8; value *= 1.5) {
            sketch.add(value);
        }

        assertThat(sketch.count()).isEqualTo(46);
        for (int rank = 0; rank < 45; rank++) {
            assertClose(sketch.quantile((rank + 0.5) / 45), Math.pow(1.5, rank));
        }
    }

    @Test
    void quantile_extremeValues_stayWithinMinAndMax() {
        QuantileSketch sketch = new QuantileSketch();
        for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 1e75, -1e75}) {
            sketch.add(value);
        }

        for (double q = 0; q <= 1; q += 0.1) {
            assertThat(sketch.quantile(q)).isBetween(-Double.MAX_VALUE, Double.MAX_VALUE);
        }
        assertThat(sketch.quantile(0.5)).isZero();
    }

    @Test
    void quantile_nothingAdded_isNaN() {
        assertThat(new QuantileSketch().quantile(0.5)).isNaN();
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantileSketch().quantile(1.01));
    }

    @Test
    void clear_thenAdd_isAsNew() {
        QuantileSketch used = new QuantileSketch();
        QuantileSketch fresh = new QuantileSketch();
        for (int i = -500; i < 500; i++) {
            used.add(i);
        }
        used.clear();

        for (int i = 0; i < 100; i++) {
            used.add(0.001 * i);
            fresh.add(0.001 * i);
        }

        assertThat(bytes(used)).containsExactly(bytes(fresh));
    }

    @Test
    void copy_originalGoesOn_isNotAffected() {
        QuantileSketch original = new QuantileSketch();
        for (int i = -50; i < 50; i++) {
            original.add(i);
        }
        QuantileSketch copy = original.copy();
        byte[] before = bytes(copy);

        original.add(1e6);
        original.add(3);

        assertThat(bytes(copy)).containsExactly(before);
        copy.clear();
        copy.add(1e-5);
        copy.add(1e5);
        assertThat(copy.quantile(1)).isEqualTo(1e5);
    }

    @Property(tries = 100)
    void readFrom_anySketch_comesBackAndGoesOn(@ForAll long seed, @ForAll @IntRange(max = 300) int size) {
        SplitMix64 random = new SplitMix64(seed);
        QuantileSketch sketch = new QuantileSketch();
        for (int i = 0; i < size; i++) {
            sketch.add(random.noise() * (i % 10 == 0 ? 0 : 100));
        }

        QuantileSketch restored = QuantileSketch.readFrom(reader(bytes(sketch)));

        assertThat(bytes(restored)).containsExactly(bytes(sketch));
        restored.add(1e4);
        sketch.add(1e4);
        assertThat(bytes(restored)).containsExactly(bytes(sketch));
    }

    @Test
    void readFrom_countsThatDoNotAddUp_isRefused() {
        ByteWriter out = new ByteWriter(64);
        out.writeInt(MAGIC);
        out.writeInt(1);
        out.writeCount(3); // values
        out.writeDouble(0);
        out.writeDouble(0);
        out.writeCount(2); // zeros
        out.writeCount(0);
        out.writeCount(0);
        out.writeChecksum();

        assertThatExceptionOfType(StateFormatException.class)
                .isThrownBy(() -> QuantileSketch.readFrom(reader(out.toBytes())))
                .withMessageContaining("hold 2 values, not 3");
    }

    private static void assertClose(double actual, double exact) {
        assertThat(actual).isCloseTo(exact, within((QuantileSketch.RELATIVE_ERROR + 1e-12) * Math.abs(exact)));
    }

    private static byte[] bytes(QuantileSketch sketch) {
        ByteWriter out = new ByteWriter(64);
        out.writeInt(MAGIC);
        out.writeInt(1);
        sketch.writeTo(out);
        out.writeChecksum();
        return out.toBytes();
    }

    private static ByteReader reader(byte[] bytes) {
        return new ByteReader("test state", bytes, MAGIC, 1);
    }
}
