package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Two one-sided cumulative sums of deviations, which distinguish a sustained shift of the mean from chance (Page,
 * "Continuous inspection schemes", Biometrika 41, 1954); {@value #SIZE} numbers in a caller's array, all zeros when
 * new.
 *
 * <pre>
 * U = max(0, U + d − k),  D = max(0, D − d − k),  both at most h;  a shift from either ≥ h until both &lt; h / 2
 * </pre>
 */
final class Cusum {

    /** The state size, in numbers. */
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

    /** Adds a deviation; returns the larger sum. */
    double update(double[] state, int offset, double deviation) {
        double up = held(state[offset + UP] + deviation - allowance);
        double down = held(state[offset + DOWN] - deviation - allowance);
        double limit = isShift(state, offset) ? threshold / 2 : threshold;
        state[offset + UP] = up;
        state[offset + DOWN] = down;
        state[offset + SHIFTED] = up >= limit || down >= limit ? 1 : 0;
        return Numerics.largerPositive(up, down);
    }

    /** Whether the deviations are a shift. */
    boolean isShift(double[] state, int offset) {
        return state[offset + SHIFTED] != 0;
    }

    /**
     * −log₁₀ of 2 e^(−2 k sum), the probability of a sum at least as large in a stationary sequence; 0 for sums too
     * small to matter.
     */
    double score(double sum) {
        return Numerics.positivePart(2 * Numerics.LOG10_E * allowance * sum - LOG10_2);
    }

    private double held(double sum) {
        double positive = Numerics.positivePart(sum);
        return positive > threshold ? threshold : positive;
    }
}
