package io.anomalyradar.detector.numerics;

/**
 * Sine and cosine, like {@link Numerics} from + − × and bit operations only: FDLIBM 5.3 step by step (Copyright
 * 1993–2004 Sun Microsystems; permission to use, copy, modify and distribute is freely granted, provided that this
 * notice is preserved), and so equal to {@link StrictMath} bit for bit.
 *
 * <p>Error below 1 ulp for angles of at most {@value #MAX} in magnitude, which three parts of π/2 reduce exactly
 * enough.
 */
public final class Trigonometry {

    /** The largest angle, in radians. */
    public static final double MAX = 823_549;

    private static final double TWO_OVER_PI = 0.6366197723675814;
    /* π/2 in parts of 33 bits, and the remainder after each. */
    private static final double FIRST = 1.5707963267341256;
    private static final double FIRST_REST = 6.077100506506192e-11;
    private static final double SECOND = 6.077100506303966e-11;
    private static final double SECOND_REST = 2.0222662487959506e-21;
    private static final double THIRD = 2.0222662487111665e-21;
    private static final double THIRD_REST = 8.4784276603689e-32;

    private static final double TINY = 0x1p-27;

    private Trigonometry() {}

    /** The sine of an angle in radians; NaN for NaN. Throws {@link IllegalArgumentException} beyond {@link #MAX}. */
    public static double sin(double x) {
        return turned(x, 0);
    }

    /** The cosine of an angle in radians; NaN for NaN. Throws {@link IllegalArgumentException} beyond {@link #MAX}. */
    public static double cos(double x) {
        return turned(x, 1);
    }

    /** sin(x + quarters π/2). */
    private static double turned(double x, int quarters) {
        double magnitude = Math.abs(x);
        if (magnitude > MAX) {
            throw new IllegalArgumentException("x must be at most " + MAX + " in magnitude, was " + x);
        }
        if (high(magnitude) <= 0x3fe921fb) { // π/4
            return quarters == 0 ? sine(x, 0) : cosine(x, 0);
        }
        int n = (int) (magnitude * TWO_OVER_PI + 0.5);
        double head = magnitude - n * FIRST;
        double tail = n * FIRST_REST;
        double y = head - tail;
        if (lost(magnitude, y) > 16) {
            double before = head;
            double part = n * SECOND;
            head = before - part;
            tail = n * SECOND_REST - (before - head - part);
            y = head - tail;
            if (lost(magnitude, y) > 49) {
                before = head;
                part = n * THIRD;
                head = before - part;
                tail = n * THIRD_REST - (before - head - part);
                y = head - tail;
            }
        }
        double rest = head - y - tail;
        return x < 0 ? quarter(-y, -rest, quarters - n) : quarter(y, rest, quarters + n);
    }

    private static double quarter(double y, double rest, int quarters) {
        return switch (quarters & 3) {
            case 0 -> sine(y, rest);
            case 1 -> cosine(y, rest);
            case 2 -> -sine(y, rest);
            default -> -cosine(y, rest);
        };
    }

    /** How many leading bits of {@code x} the reduction to {@code y} has cancelled. */
    private static int lost(double x, double y) {
        return (high(x) >> 20) - (high(Math.abs(y)) >> 20);
    }

    /** sin(x + rest), |x| ≤ π/4. */
    private static double sine(double x, double rest) {
        if (Math.abs(x) < TINY) {
            return x;
        }
        double z = x * x;
        double v = z * x;
        double r = 1.58969099521155e-10;
        r = r * z - 2.5050760253406863e-08;
        r = r * z + 2.7557313707070068e-06;
        r = r * z - 0.0001984126982985795;
        r = r * z + 0.00833333333332249;
        if (rest == 0) {
            return v * (z * r - 0.16666666666666632) + x;
        }
        return x - (z * (0.5 * rest - v * r) - rest + v * 0.16666666666666632);
    }

    /** cos(x + rest), |x| ≤ π/4. */
    private static double cosine(double x, double rest) {
        double magnitude = Math.abs(x);
        if (magnitude < TINY) {
            return 1;
        }
        double z = x * x;
        double r = -1.1359647557788195e-11;
        r = r * z + 2.087572321298175e-09;
        r = r * z - 2.7557314351390663e-07;
        r = r * z + 2.480158728947673e-05;
        r = r * z - 0.001388888888887411;
        r = r * z + 0.0416666666666666;
        r = r * z;
        int high = high(magnitude);
        if (high < 0x3fd33333) { // 0.3
            return 1 - (0.5 * z - (z * r - x * rest));
        }
        double quarter = high > 0x3fe90000 ? 0.28125 : Double.longBitsToDouble((long) (high - 0x00200000) << 32);
        double half = 0.5 * z - quarter;
        double a = 1 - quarter;
        return a - (half - (z * r - x * rest));
    }

    private static int high(double x) {
        return (int) (Double.doubleToRawLongBits(x) >> 32);
    }
}
