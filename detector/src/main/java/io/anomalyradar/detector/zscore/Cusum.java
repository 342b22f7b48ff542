package io.anomalyradar.detector.zscore;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Two one-sided cumulative sums of deviations, which tell a sustained shift of the mean from chance (Page, "Continuous inspection
 * schemes", Biometrika 41, 1954); {@value #SIZE} numbers in a caller's array, zeros when fresh.
 *
 * <pre>
 * U = max(0, U + d − k),  D = max(0, D − d − k),  both at most h;  a shift from either ≥ h until both &lt; h / 2
 * </pre>
 */
final class Cusum {

    /** How many numbers the state takes. */
    static final int SIZE = 3;

    private static final int UP = 0;
    private static final int DOWN = 1;
    private static final int SHIFTED = 2;
    private static final double LOG10_2 = 0.3010299956639812;

    private final double allowance;
    private final double threshold;

    /** Sums with this allowance k and threshold h, in standard deviations of d. */
    Cusum(double allowance, double threshold) {
        this.allowance = allowance;
        this.threshold = threshold;
    }

    /** The larger sum as it would be after {@code deviation}; does not learn. */
    double evidence(double[] state, int offset, double deviation) {
        return Numerics.largerPositive(up(state, offset, deviation), down(state, offset, deviation));
    }

    /** Whether this {@link #evidence} is a shift. */
    boolean isShift(double[] state, int offset, double evidence) {
        return evidence >= limit(state, offset);
    }

    private double limit(double[] state, int offset) {
        return state[offset + SHIFTED] == 0 ? threshold : threshold / 2;
    }

    /** −log₁₀ of 2 e^(−2 k evidence), the chance of as much in a stationary sequence; 0 when there is next to none. */
    double score(double evidence) {
        return Numerics.positivePart(2 * Numerics.LOG10_E * allowance * evidence - LOG10_2);
    }

    /** Takes a deviation. */
    void update(double[] state, int offset, double deviation) {
        double up = up(state, offset, deviation);
        double down = down(state, offset, deviation);
        double limit = limit(state, offset);
        state[offset + SHIFTED] = up >= limit || down >= limit ? 1 : 0;
        state[offset + UP] = up;
        state[offset + DOWN] = down;
    }

    private double up(double[] state, int offset, double deviation) {
        return held(state[offset + UP] + deviation - allowance);
    }

    private double down(double[] state, int offset, double deviation) {
        return held(state[offset + DOWN] - deviation - allowance);
    }

    private double held(double sum) {
        double positive = Numerics.positivePart(sum);
        return positive > threshold ? threshold : positive;
    }
}
