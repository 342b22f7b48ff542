package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Mean and central sums of powers two to four of a changing set of values, kept as {@value #SIZE} numbers in a caller's
 * array. All zeros mean the empty set.
 *
 * <pre>
 * n, origin, m = mean − origin, M2 = Σ(x−mean)², M3 = Σ(x−mean)³, M4 = Σ(x−mean)⁴
 * </pre>
 *
 * <p>Updates are those of Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order
 * statistical moments", SAND2008-6212, for one value and for two sets, and their inverses. All sums are relative to an
 * origin near the mean, so that values like 10⁹ + noise keep the digits of the noise. Each update costs O(1). Removal
 * loses digits when a large value leaves (the sums fall by many orders of magnitude); the owner of the values calls
 * {@link #resum} then and at intervals, as {@link io.anomalyradar.detector.method.SlidingWindow} does.
 *
 * <p>Values must be finite and below 1e75 in magnitude, so that fourth powers stay finite.
 */
final class RunningMoments {

    /** The state size, in numbers. */
    public static final int SIZE = 6;

    private static final int N = 0;
    private static final int ORIGIN = 1;
    private static final int MEAN = 2;
    private static final int M2 = 3;
    private static final int M3 = 4;
    private static final int M4 = 5;

    private RunningMoments() {}

    /** Adds a value. */
    public static void add(double[] state, int offset, double x) {
        double before = state[offset + N];
        if (before == 0) {
            restart(state, offset, x);
            return;
        }
        double n = before + 1;
        double m2 = state[offset + M2];
        double m3 = state[offset + M3];
        double d = x - state[offset + ORIGIN] - state[offset + MEAN];
        double dn = d / n;
        double dn2 = dn * dn;
        double t = d * dn * before;
        state[offset + N] = n;
        state[offset + MEAN] += dn;
        state[offset + M2] = m2 + t;
        state[offset + M3] = m3 + t * dn * (n - 2) - 3 * dn * m2;
        state[offset + M4] = state[offset + M4] + t * dn2 * (n * n - 3 * n + 3) + 6 * dn2 * m2 - 4 * dn * m3;
    }

    /** Removes a value that was added before; an empty set throws {@link IllegalStateException}. */
    public static void remove(double[] state, int offset, double x) {
        double n = state[offset + N];
        if (n < 1) {
            throw new IllegalStateException("no value to remove");
        }
        if (n == 1) {
            clear(state, offset);
            return;
        }
        double after = n - 1;
        double far = x - state[offset + ORIGIN] - state[offset + MEAN]; // from the mean that includes x
        double dn = far / after;
        double d = dn * n; // from the mean without x
        double dn2 = dn * dn;
        double t = d * dn * after;
        double m2 = Numerics.larger(state[offset + M2] - t, 0);
        double m3 = state[offset + M3] - t * dn * (n - 2) + 3 * dn * m2;
        state[offset + N] = after;
        state[offset + MEAN] -= dn;
        state[offset + M2] = m2;
        state[offset + M3] = m3;
        state[offset + M4] =
                Numerics.larger(state[offset + M4] - t * dn2 * (n * n - 3 * n + 3) - 6 * dn2 * m2 + 4 * dn * m3, 0);
    }

    /** Removes {@code oldest} and adds {@code newest} at once; an empty set throws {@link IllegalStateException}. */
    public static void replace(double[] state, int offset, double oldest, double newest) {
        double n = state[offset + N];
        if (n < 1) {
            throw new IllegalStateException("no value to replace");
        }
        // powers about the previous mean: S1 = b − a, S2 = M2 + b² − a², …; then about the new mean, which is e further
        double centre = state[offset + ORIGIN];
        double mean = state[offset + MEAN];
        double a = oldest - centre - mean;
        double b = newest - centre - mean;
        double s1 = newest - oldest;
        double sum = a + b;
        double squares = a * a + b * b;
        double s2 = state[offset + M2] + s1 * sum;
        double s3 = state[offset + M3] + s1 * (squares + a * b);
        double s4 = state[offset + M4] + s1 * sum * squares;
        double e = s1 / n;
        double ee = e * e;
        state[offset + MEAN] = mean + e;
        state[offset + M2] = Numerics.larger(s2 - s1 * e, 0);
        state[offset + M3] = s3 - 3 * e * s2 + 2 * ee * s1;
        state[offset + M4] = Numerics.larger(s4 - 4 * e * s3 + 6 * ee * s2 - 3 * ee * e * s1, 0);
    }

    /**
     * Adds all values of another set, which may be in another array or in another part of this one and stays unchanged;
     * Pébay's pairwise formulas.
     */
    public static void merge(double[] state, int offset, double[] other, int otherOffset) {
        double a = state[offset + N];
        double b = other[otherOffset + N];
        if (b == 0) {
            return;
        }
        if (a == 0) {
            System.arraycopy(other, otherOffset, state, offset, SIZE);
            return;
        }
        double n = a + b;
        double d =
                other[otherOffset + ORIGIN] - state[offset + ORIGIN] + other[otherOffset + MEAN] - state[offset + MEAN];
        double dn = d / n;
        double dn2 = dn * dn;
        double m2 = state[offset + M2];
        double m3 = state[offset + M3];
        double m2b = other[otherOffset + M2];
        double m3b = other[otherOffset + M3];
        double t = d * dn * a * b;
        state[offset + N] = n;
        state[offset + MEAN] += dn * b;
        state[offset + M2] = m2 + m2b + t;
        state[offset + M3] = m3 + m3b + t * dn * (a - b) + 3 * dn * (a * m2b - b * m2);
        double fourth =
                t * dn2 * (a * a - a * b + b * b) + 6 * dn2 * (a * a * m2b + b * b * m2) + 4 * dn * (a * m3b - b * m3);
        state[offset + M4] = state[offset + M4] + other[otherOffset + M4] + fourth;
    }

    /**
     * Recomputes the moments of {@code values[from … to − 1]} followed by {@code values[wrapped … from − 1]}, in that
     * order.
     */
    public static void resum(double[] state, int offset, double[] values, int wrapped, int from, int to) {
        clear(state, offset);
        int count = to - wrapped;
        if (count == 0) {
            return;
        }
        double first = values[from];
        double sum = sumFrom(0, values, from, to, first);
        sum = sumFrom(sum, values, wrapped, from, first);
        restart(state, offset, first + sum / count);
        state[offset + N] = count;
        addPowers(state, offset, values, from, to);
        addPowers(state, offset, values, wrapped, from);
    }

    private static double sumFrom(double start, double[] values, int from, int to, double origin) {
        double sum = start;
        for (int i = from; i < to; i++) {
            sum = values[i] - origin + sum;
        }
        return sum;
    }

    /**
     * Adds powers about the origin, which here equals the mean except for its rounding, which is far below the error of
     * the values.
     */
    private static void addPowers(double[] state, int offset, double[] values, int from, int to) {
        double origin = state[offset + ORIGIN];
        double m2 = state[offset + M2];
        double m3 = state[offset + M3];
        double m4 = state[offset + M4];
        for (int i = from; i < to; i++) {
            double d = values[i] - origin;
            double square = d * d;
            m2 += square;
            m3 += square * d;
            m4 += square * square;
        }
        state[offset + M2] = m2;
        state[offset + M3] = m3;
        state[offset + M4] = m4;
    }

    /** Resets it to the empty set. */
    public static void clear(double[] state, int offset) {
        for (int i = offset; i < offset + SIZE; i++) {
            state[i] = 0;
        }
    }

    private static void restart(double[] state, int offset, double value) {
        clear(state, offset);
        state[offset + N] = 1;
        state[offset + ORIGIN] = value;
    }

    /** The number of values. */
    public static int count(double[] state, int offset) {
        return (int) state[offset + N];
    }

    /** {@link #count} as stored: a whole number that needs no conversion. */
    public static double size(double[] state, int offset) {
        return state[offset + N];
    }

    /** Arithmetic mean; 0 for the empty set. */
    public static double mean(double[] state, int offset) {
        return state[offset + ORIGIN] + state[offset + MEAN];
    }

    /** {@code x} − mean, without the rounding error of subtracting {@link #mean}. */
    public static double deviation(double[] state, int offset, double x) {
        return x - state[offset + ORIGIN] - state[offset + MEAN];
    }

    /** Σ(x − mean)². */
    public static double sumOfSquares(double[] state, int offset) {
        return state[offset + M2];
    }

    /** Unbiased sample variance M2 / (n − 1); 0 for fewer than two values. */
    public static double variance(double[] state, int offset) {
        double n = state[offset + N];
        return n < 2 ? 0 : state[offset + M2] / (n - 1);
    }

    /** Population skewness √n M3 / M2^1.5; 0 if there is no spread. */
    public static double skewness(double[] state, int offset) {
        double m2 = state[offset + M2];
        return m2 > 0 ? state[offset + M3] / m2 * Math.sqrt(state[offset + N] / m2) : 0;
    }

    /** Population excess kurtosis n M4 / M2² − 3; 0 for a normal distribution and if there is no spread. */
    public static double excessKurtosis(double[] state, int offset) {
        double m2 = state[offset + M2];
        return m2 > 0 ? state[offset + M4] / m2 / m2 * state[offset + N] - 3 : 0;
    }
}
