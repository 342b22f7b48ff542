package io.anomalyradar.detector.numerics;

/**
 * Elementary functions built only from + − × ÷ and bit operations.
 *
 * <p>Library functions differ in the last bits between the JVM, JavaScript and WebAssembly; these do not, because
 * IEEE-754 defines the result of every operation used. The rest of the module may call only the exact functions of
 * {@link Math} ({@code sqrt}, {@code abs}, {@code min}, {@code max}, {@code floor}, {@code ceil}).
 *
 * <p>{@code exp} and {@code log} follow FDLIBM 5.3 step by step (Copyright 1993–2004 Sun Microsystems; permission to
 * use, copy, modify and distribute is freely granted, provided that this notice is preserved), and so equal
 * {@link StrictMath} bit for bit.
 */
public final class Numerics {

    private static final double LN2_HI = 0.6931471803691238;
    private static final double LN2_LO = 1.9082149292705877e-10;
    private static final double LOG2_E = 1.4426950408889634;
    /** log₁₀ e. */
    public static final double LOG10_E = 0.4342944819032518;

    /** log 10. */
    public static final double LN_10 = 2.302585092994046;

    private static final double SQRT_2_OVER_PI = 0.7978845608028654;
    private static final double SQRT_HALF_PI = 1.2533141373155003;
    private static final double TWO_POW_54 = 1.8014398509481984e+16;
    private static final double TWO_POW_MINUS_28 = 3.725290298461914e-09;

    /** Where {@link #normalTailScore} switches from the rational approximation to the continued fraction, in sigmas. */
    private static final double TAIL = 8;

    private Numerics() {}

    /** e<sup>x</sup>, error below 1 ulp: 0 below −745.14, infinite above 709.79, NaN for NaN. */
    public static double exp(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (x > 709.782712893384) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < -745.1332191019411) {
            return 0;
        }
        double magnitude = Math.abs(x);
        if (magnitude < TWO_POW_MINUS_28) {
            return 1 + x;
        }
        double hi = x;
        double lo = 0;
        int k = 0;
        if (highWord(magnitude) > 0x3fd62e42) { // |x| > ln 2 / 2: reduce to x = k ln 2 + r
            if (highWord(magnitude) < 0x3FF0A2B2) { // |x| < 3/2 ln 2
                k = x < 0 ? -1 : 1;
            } else {
                k = (int) (LOG2_E * x + (x < 0 ? -0.5 : 0.5));
            }
            hi = x - k * LN2_HI;
            lo = k * LN2_LO;
        }
        double r = hi - lo;
        double t = r * r;
        double c = r
                - t
                        * (0.16666666666666602
                                + t
                                        * (-0.0027777777777015593
                                                + t
                                                        * (6.613756321437934e-05
                                                                + t
                                                                        * (-1.6533902205465252e-06
                                                                                + t * 4.1381367970572385e-08))));
        if (k == 0) {
            return 1 - (r * c / (c - 2) - r);
        }
        double y = 1 - (lo - r * c / (2 - c) - hi);
        return k >= -1021 ? scale(y, k) : scale(y, k + 1000) * 9.332636185032189e-302;
    }

    /** Natural logarithm, error below 1 ulp: −∞ for 0, NaN for negative numbers and NaN. */
    public static double log(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        int k = 0;
        double normal = x;
        if (x < Double.MIN_NORMAL) {
            k = -54;
            normal = x * TWO_POW_54;
        }
        int high = highWord(normal);
        k += (high >> 20) - 1023;
        high &= 0x000fffff;
        int up = (high + 0x95f64) & 0x100000; // 1 if the mantissa is above √2: then halve it
        k += up >> 20;
        long low = Double.doubleToRawLongBits(normal) & 0xffffffffL;
        double f = Double.longBitsToDouble(((long) (high | (up ^ 0x3ff00000)) << 32) | low) - 1;
        return logOfOnePlus(f, k, high);
    }

    /** log(2^k (1 + f)) for 1 + f in [√½, √2); {@code high} is the mantissa's high word, which picks the branch. */
    private static double logOfOnePlus(double f, int k, int high) {
        double dk = k;
        if ((0x000fffff & (2 + high)) < 3) { // |f| < 2^-20
            if (f == 0) {
                return k == 0 ? 0 : dk * LN2_HI + dk * LN2_LO;
            }
            double r = f * f * (0.5 - 0.3333333333333333 * f);
            return k == 0 ? f - r : dk * LN2_HI - (r - dk * LN2_LO - f);
        }
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
        double odd = z
                * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
        double r = odd + even;
        if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
            double halfSquare = 0.5 * f * f;
            double t = s * (halfSquare + r);
            return k == 0 ? f - (halfSquare - t) : dk * LN2_HI - (halfSquare - (t + dk * LN2_LO) - f);
        }
        double t = s * (f - r);
        return k == 0 ? f - t : dk * LN2_HI - (t - dk * LN2_LO - f);
    }

    /** Decimal logarithm, error below 3 ulp; otherwise as {@link #log}. */
    public static double log10(double x) {
        return log(x) * LOG10_E;
    }

    /**
     * How unusual a standard normal deviate is: −log₁₀ P(|Z| ≥ |z|) = −log₁₀ erfc(|z| / √2).
     *
     * <p>0 at z = 0, 2.57 at 3, 4.20 at 4, 2.17e11 at 1e6; strictly increasing, never saturates before z² overflows,
     * NaN for NaN. Relative error below 1e-13 for |z| ≤ 8 and below 1e-14 beyond.
     *
     * <pre>
     * |z| ≤ 8: z P(z) / Q(z), P of degree 7 and Q of degree 6, a minimax fit of the relative error (1.8e-14).
     * |z| > 8: erfc(z/√2) = φ(z) 2 / (z + 1/(z + 2/(z + 3/(z + …)))), Laplace's continued fraction (Abramowitz and
     *          Stegun 26.2.14), taken in logarithms so that nothing underflows.
     * </pre>
     */
    public static double normalTailScore(double z) {
        double a = Math.abs(z);
        return a > TAIL ? farTail(a) : bulk(a);
    }

    private static double bulk(double a) {
        double p = 6.325381296088853e-06;
        p = p * a + 0.00026890515919901503;
        p = p * a + 0.0035974007183430033;
        p = p * a + 0.02532812248128971;
        p = p * a + 0.10825554733499135;
        p = p * a + 0.2897625935523189;
        p = p * a + 0.460189082438278;
        p = p * a + 0.346516861952478;
        double q = 2.9132621826598613e-05;
        q = q * a + 0.001237657023295707;
        q = q * a + 0.016283545483750536;
        q = q * a + 0.10853012124530494;
        q = q * a + 0.4200177463522727;
        q = q * a + 0.9291001122403761;
        q = q * a + 1;
        return a * p / q;
    }

    private static double farTail(double a) {
        double fraction = a;
        for (int i = 24; i > 0; i--) {
            fraction = a + i / fraction;
        }
        return a * a * (0.5 * LOG10_E) + log10(fraction * SQRT_HALF_PI);
    }

    /**
     * The deviate z ≥ 0 with this {@link #normalTailScore}, which must be at least 0: the number of sigmas that is
     * equally unusual. Relative error below 1e-12. Newton's method from above: the score is convex, so it decreases
     * without overshooting; its slope is √(2/π) 10^score e^(−z²/2) log₁₀ e.
     */
    public static double normalDeviate(double score) {
        double z = Math.min(Math.sqrt(2 * LN_10 * score), score / (SQRT_2_OVER_PI * LOG10_E));
        for (int i = 0; i < 12; i++) {
            double reached = normalTailScore(z);
            double slope = SQRT_2_OVER_PI * LOG10_E * exp(LN_10 * reached - 0.5 * z * z);
            double step = (reached - score) / slope;
            z -= step;
            if (!(step > 1e-14 * z)) {
                break;
            }
        }
        return z;
    }

    /**
     * The number nearest to x in [low, high]; NaN for NaN. A branch is cheaper here than {@link Math#min}, which
     * handles signed zeros.
     */
    public static double clamp(double x, double low, double high) {
        if (x > high) {
            return high;
        }
        return x < low ? low : x;
    }

    /** The larger; {@code b} if either is NaN. */
    public static double larger(double a, double b) {
        return a > b ? a : b;
    }

    /**
     * max({@code rate}, 1 / {@code n}), the weight of the n-th value in a mean that forgets. It divides only while the
     * quotient can matter, because rounding preserves order.
     */
    public static double learningRate(double rate, double n) {
        return n * rate > 1 ? rate : larger(rate, 1 / n);
    }

    /**
     * max(x, 0), and 0 for −0, of a number that can be doubled: both operations are exact, and there is no branch to
     * mispredict.
     */
    public static double positivePart(double x) {
        return 0.5 * (x + Math.abs(x));
    }

    /**
     * The larger of two numbers from +0 on, whose order is that of their bits. For numbers in random order: a branch
     * would be mispredicted.
     */
    public static double largerPositive(double a, double b) {
        long bits = Double.doubleToRawLongBits(b);
        long more = Double.doubleToRawLongBits(a) - bits;
        return Double.longBitsToDouble(bits + (more & ~(more >> 63)));
    }

    /**
     * Whether {@code n} is a multiple of {@code divisor}, both integers. {@code %} cannot be used, because hosts
     * compute it differently.
     */
    public static boolean isMultiple(double n, int divisor) {
        return Math.floor(n / divisor) * divisor == n;
    }

    /** y 2^k for y in [1/2, 2] and a result that is a normal number (or 2^1024, which is infinite). */
    private static double scale(double y, int k) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) + ((long) k << 52));
    }

    private static int highWord(double x) {
        return (int) (Double.doubleToRawLongBits(x) >> 32);
    }
}
