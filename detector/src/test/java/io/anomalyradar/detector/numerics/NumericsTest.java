package io.anomalyradar.detector.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.anomalyradar.detector.SplitMix64;
import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericsTest {

    private static final MathContext DIGITS = new MathContext(180);

    @Test
    void exp_anyBits_equalsStrictMath() {
        SplitMix64 random = new SplitMix64(1);

        for (int i = 0; i < 300_000; i++) {
            double narrow = (random.uniform() - 0.5) * 1500;
            double any = Double.longBitsToDouble(random.next());
            assertThat(bits(Numerics.exp(narrow))).as("exp(%s)", narrow).isEqualTo(bits(StrictMath.exp(narrow)));
            assertThat(bits(Numerics.exp(any))).as("exp(%s)", any).isEqualTo(bits(StrictMath.exp(any)));
        }
    }

    @Test
    void log_anyBits_equalsStrictMath() {
        SplitMix64 random = new SplitMix64(2);

        for (int i = 0; i < 300_000; i++) {
            double nearOne = 1 + (random.uniform() - 0.5) * (i % 2 == 0 ? 1 : 1e-6);
            double any = Double.longBitsToDouble(random.next());
            assertThat(bits(Numerics.log(nearOne))).as("log(%s)", nearOne).isEqualTo(bits(StrictMath.log(nearOne)));
            assertThat(bits(Numerics.log(any))).as("log(%s)", any).isEqualTo(bits(StrictMath.log(any)));
        }
    }

    @Test
    void learningRate_anyRateAndCount_isTheLargerToTheBit() {
        SplitMix64 random = new SplitMix64(5);

        for (int i = 0; i < 300_000; i++) {
            double rate = Numerics.exp(-14 * random.uniform());
            double nearest = Math.floor(1 / rate) + i % 3 - 1; // where the rate and the quotient are closest
            double n = Math.max(nearest, 1);
            assertThat(Numerics.learningRate(rate, n)).isEqualTo(Math.max(rate, 1 / n));
            assertThat(Numerics.learningRate(1 / n, n)).isEqualTo(1 / n);
        }
    }

    @Test
    void positivePart_anyBits_isTheLargerOfThemAndZero() {
        SplitMix64 random = new SplitMix64(3);

        for (int i = 0; i < 300_000; i++) {
            double any = Double.longBitsToDouble(random.next() & ~(1L << 62)); // below 2
            assertThat(bits(Numerics.positivePart(any))).as("%s", any).isEqualTo(bits(Math.max(any, 0)));
        }
        assertThat(bits(Numerics.positivePart(-0.0))).isEqualTo(bits(0));
        assertThat(Numerics.positivePart(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void largerPositive_anyTwoFromZeroOn_isTheLargerToTheBit() {
        SplitMix64 random = new SplitMix64(4);

        for (int i = 0; i < 300_000; i++) {
            double one = Math.abs(Double.longBitsToDouble(random.next() & ~(1L << 62)));
            double near = one + Math.ulp(one) * (i % 3);
            double other = Math.abs(Double.longBitsToDouble(random.next() & ~(1L << 62)));
            assertThat(bits(Numerics.largerPositive(one, other))).isEqualTo(bits(Math.max(one, other)));
            assertThat(bits(Numerics.largerPositive(one, near))).isEqualTo(bits(near));
            assertThat(bits(Numerics.largerPositive(near, one))).isEqualTo(bits(near));
            assertThat(bits(Numerics.largerPositive(one, 0))).isEqualTo(bits(one));
        }
    }

    @Property
    void isMultiple_ofWholeNumbersThatADoubleHolds_isWhatTheRemainderSays(
            @ForAll @LongRange(min = 0, max = 1L << 53) long n, @ForAll @IntRange(min = 1) int divisor) {
        long multiple = n - n % divisor;

        assertThat(Numerics.isMultiple((double) n, divisor)).isEqualTo(n == multiple);
        assertThat(Numerics.isMultiple((double) multiple, divisor)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0,
                -0.0,
                1,
                2,
                -1,
                0.5,
                1e-300,
                4.9e-324,
                2.2250738585072014e-308,
                1.7976931348623157e308,
                709.78,
                709.7827128933841,
                -708.4,
                -745.13,
                -745.14,
                0.34657359027997264,
                1.0397207708399179,
                1e-9,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NaN
            })
    void expAndLog_edges_equalStrictMath(double x) {
        assertThat(bits(Numerics.exp(x))).isEqualTo(bits(StrictMath.exp(x)));
        assertThat(bits(Numerics.log(x))).isEqualTo(bits(StrictMath.log(x)));
    }

    @Property
    void log10_anyPositive_isWithinThreeUlp(
            @ForAll @DoubleRange(min = 1, max = 10) double mantissa,
            @ForAll @IntRange(min = -1000, max = 1000) int exponent) {
        double x = Math.scalb(mantissa, exponent);
        double expected = StrictMath.log10(x);

        double actual = Numerics.log10(x);

        assertThat(actual).isCloseTo(expected, within(3 * Math.ulp(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {1e-12, 1e-6, 0.001, 0.1, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 7, 7.99, 8, 8.01, 9, 10, 12, 14, 16, 18})
    void normalTailScore_bulkAndTail_agreesWithSeries(double z) {
        double expected = minusLog10Erfc(z);

        double actual = Numerics.normalTailScore(z);

        assertThat(actual).isCloseTo(expected, withinPercentage(z <= 8 ? 1e-11 : 1e-12));
        assertThat(Numerics.normalTailScore(-z)).isEqualTo(actual);
    }

    @Property
    void normalTailScore_farTail_liesBetweenTheBoundsOfMills(@ForAll @DoubleRange(min = 8, max = 1e6) double z) {
        double leading = z * z / 2 * Math.log10(Math.E) + StrictMath.log10(z * StrictMath.sqrt(Math.PI / 2));

        double actual = Numerics.normalTailScore(z);

        // 2 φ(z)/z (1 − 1/z²) < P(|Z| ≥ z) < 2 φ(z)/z
        double rounding = 4 * Math.ulp(leading);
        assertThat(actual).isBetween(leading - rounding, leading - StrictMath.log10(1 - 1 / (z * z)) + rounding);
    }

    @Property
    void normalTailScore_largerDeviation_scoresHigher(
            @ForAll @DoubleRange(min = 0, max = 1e6) double z, @ForAll @DoubleRange(min = 0.01, max = 1) double step) {
        double further = z * (1 + 1e-6 * step) + 1e-6 * step;

        assertThat(Numerics.normalTailScore(further)).isGreaterThan(Numerics.normalTailScore(z));
    }

    @Test
    void normalTailScore_whereTheMethodsMeet_staysIncreasing() {
        double before = Numerics.normalTailScore(7.99);

        for (int i = 1; i <= 200_000; i++) {
            double score = Numerics.normalTailScore(7.99 + i * 1e-7);
            assertThat(score).isGreaterThan(before);
            before = score;
        }
    }

    @Test
    void normalTailScore_extremes_neitherSaturateNorFail() {
        assertThat(Numerics.normalTailScore(0)).isZero();
        assertThat(Numerics.normalTailScore(1e6)).isCloseTo(2.1714724095772e11, withinPercentage(1e-9));
        assertThat(Numerics.normalTailScore(1e6 + 1)).isGreaterThan(Numerics.normalTailScore(1e6));
        assertThat(Numerics.normalTailScore(Double.NaN)).isNaN();
    }

    @Test
    void clampAndLarger_nan_passesThrough() {
        assertThat(Numerics.clamp(Double.NaN, 0, 1)).isNaN();
        assertThat(Numerics.clamp(-3, 0, 1)).isZero();
        assertThat(Numerics.clamp(3, 0, 1)).isEqualTo(1);
        assertThat(Numerics.clamp(0.5, 0, 1)).isEqualTo(0.5);
        assertThat(Numerics.larger(1, 2)).isEqualTo(2);
        assertThat(Numerics.larger(2, 1)).isEqualTo(2);
    }

    private static long bits(double x) {
        return Double.doubleToLongBits(x);
    }

    /** −log₁₀ erfc(z/√2) from erf(x) = 2x/√π e^(−x²) Σ (2x²)^k / (1·3·…·(2k+1)), all terms positive, in 180 digits. */
    private static double minusLog10Erfc(double z) {
        BigDecimal square = new BigDecimal(z).pow(2); // 2 x²
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 3_000; k++) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(2L * k + 1), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        BigDecimal factor = BigDecimal.valueOf(2)
                .multiply(square, DIGITS)
                .divide(pi(), DIGITS)
                .sqrt(DIGITS); // 2x/√π = √(4x²/π)
        BigDecimal erf =
                factor.multiply(sum, DIGITS).multiply(exp(square.negate().divide(BigDecimal.valueOf(2))), DIGITS);
        BigDecimal erfc = BigDecimal.ONE.subtract(erf);
        int exponent = erfc.precision() - erfc.scale();
        double mantissa = erfc.movePointLeft(exponent).doubleValue();
        return z < 0.1
                ? -StrictMath.log1p(-erf.doubleValue()) / StrictMath.log(10)
                : -StrictMath.log10(mantissa) - exponent;
    }

    private static BigDecimal exp(BigDecimal x) {
        BigDecimal positive = x.abs();
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 1_500; k++) {
            term = term.multiply(positive, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return x.signum() < 0 ? BigDecimal.ONE.divide(sum, DIGITS) : sum;
    }

    /** Machin: π = 16 atan(1/5) − 4 atan(1/239). */
    private static BigDecimal pi() {
        return atanOfInverse(5)
                .multiply(BigDecimal.valueOf(16))
                .subtract(atanOfInverse(239).multiply(BigDecimal.valueOf(4)), DIGITS);
    }

    private static BigDecimal atanOfInverse(int n) {
        BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS);
        BigDecimal sum = power;
        for (int k = 1; k < 200; k++) {
            power = power.divide(BigDecimal.valueOf((long) n * n), DIGITS).negate();
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS), DIGITS);
        }
        return sum;
    }

    @Property(tries = 5_000)
    void normalDeviate_anyScore_isTheDeviateOfThatScore(@ForAll @DoubleRange(min = 0, max = 1e6) double score) {
        double z = Numerics.normalDeviate(score);

        assertThat(Numerics.normalTailScore(z)).isCloseTo(score, within(1e-11 * score + 1e-15));
    }

    @Property(tries = 5_000)
    void normalDeviate_anyDeviate_isGivenBack(@ForAll @DoubleRange(min = 0.01, max = 100) double z) {
        assertThat(Numerics.normalDeviate(Numerics.normalTailScore(z))).isCloseTo(z, within(1e-12 * z));
    }

    @Test
    void normalDeviate_ofNoEvidence_isZero() {
        assertThat(Numerics.normalDeviate(0)).isZero();
    }
}
