package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The least-squares line through the newest values of a series, one position per sample: {@link #stateSize()} numbers
 * in a caller's array, all zeros when new.
 *
 * <pre>
 * slope b = Σ (i − ī)(xᵢ − x̄) / Sᵢᵢ,   Sᵢᵢ = n (n² − 1) / 12,   σ² = (Σ (x − x̄)² − b² Sᵢᵢ) / (n − 2),   t = b / √(I σ² / Sᵢᵢ)
 * </pre>
 *
 * <p>I = (1 + ρ) / (1 − ρ), where ρ ≥ 0 is the correlation of neighbouring residuals: a wandering signal has slopes by
 * chance. t follows Student's distribution with the remaining ν = n / I − 2 degrees of freedom; (8ν + 1) / (8ν + 3) √(ν
 * ln(1 + t²/ν)) turns it into a normal deviate (Wallace, "Bounds on normal approximations to Student's and the
 * chi-square distributions", Ann. Math. Statist. 30, 1959). Σ i xᵢ is updated relative to a value of the window, and
 * recomputed after as many pushes as the window holds, so that values like 10⁹ + noise keep the digits of the noise.
 * O(1) amortised, allocates nothing. The object holds only the capacity and is thread-safe.
 */
final class SlidingTrend {

    private static final int AGE = 0; // pushes since the sums were recomputed
    private static final int ORIGIN = 1;
    private static final int WEIGHTED = 2; // Σ i (xᵢ − origin), i = 0 the oldest
    private static final int WINDOW = 3;
    private static final double MOST_INFLATION = 1e4;
    // fraction of the squares of a straight line that rounding may leave
    private static final double ROUNDING = 0x1p-40;

    private final SlidingWindow window;

    /** A line through this many values, at least 2. */
    public SlidingTrend(int capacity) {
        this.window = new SlidingWindow(capacity);
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return WINDOW + window.stateSize();
    }

    /** The number of values. */
    public int count(double[] state, int offset) {
        return window.count(state, offset + WINDOW);
    }

    /** Adds the newest value, which must be finite and at most 1e75 in magnitude; if full, the oldest is evicted. */
    public void push(double[] state, int offset, double value) {
        int n = count(state, offset);
        double age = state[offset + AGE] + 1;
        if (n == 0) {
            state[offset + ORIGIN] = value;
        }
        double origin = state[offset + ORIGIN];
        if (n == window.capacity()) {
            double oldest = window.value(state, offset + WINDOW, 0) - origin;
            state[offset + WEIGHTED] -= sum(state, offset) - oldest;
            state[offset + WEIGHTED] += (n - 1) * (value - origin);
        } else {
            state[offset + WEIGHTED] += n * (value - origin);
        }
        window.push(state, offset + WINDOW, value);
        state[offset + AGE] = age;
        if (age >= window.capacity()) {
            resum(state, offset);
        }
    }

    private void resum(double[] state, int offset) {
        int n = count(state, offset);
        double origin = window.value(state, offset + WINDOW, n / 2);
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            weighted += i * (window.value(state, offset + WINDOW, i) - origin);
        }
        state[offset + AGE] = 0;
        state[offset + ORIGIN] = origin;
        state[offset + WEIGHTED] = weighted;
    }

    /** Σ (xᵢ − origin). */
    private double sum(double[] state, int offset) {
        double deviation =
                RunningMoments.deviation(state, SlidingWindow.moments(offset + WINDOW), state[offset + ORIGIN]);
        return -deviation * count(state, offset);
    }

    /** The slope, in the signal's unit per sample; 0 for fewer than two values. */
    public double slope(double[] state, int offset) {
        double n = count(state, offset);
        double products = state[offset + WEIGHTED] - 0.5 * (n - 1) * sum(state, offset);
        return n < 2 ? 0 : products / positions(n);
    }

    /** Sᵢᵢ. */
    private static double positions(double n) {
        return n * (n * n - 1) / 12;
    }

    /** The value of the line at the next sample. */
    public double next(double[] state, int offset) {
        double mean = RunningMoments.mean(state, SlidingWindow.moments(offset + WINDOW));
        return slope(state, offset) * 0.5 * (count(state, offset) + 1) + mean;
    }

    /** The standard deviation of the values about the line; 0 for fewer than three. */
    public double sigma(double[] state, int offset) {
        double n = count(state, offset);
        return n < 3 ? 0 : Math.sqrt(residualSquares(state, offset, n) / (n - 2));
    }

    private double residualSquares(double[] state, int offset, double n) {
        double slope = slope(state, offset);
        double squares = RunningMoments.sumOfSquares(state, SlidingWindow.moments(offset + WINDOW));
        double left = squares - slope * slope * positions(n);
        return Numerics.larger(left, ROUNDING * squares);
    }

    /** The slope as a normal deviate, standard normal if there is no trend; 0 if too few values remain to decide. */
    public double significance(double[] state, int offset) {
        double n = count(state, offset);
        double slope = slope(state, offset);
        if (n < 3 || slope == 0) {
            return 0;
        }
        double squares = residualSquares(state, offset, n);
        double steps = SuccessiveDifferences.sumOfSquares(state, SlidingWindow.differences(offset + WINDOW));
        double successive = Numerics.clamp(steps - slope * slope * (n - 1), 2 * squares / MOST_INFLATION, 2 * squares);
        boolean straight =
                // the remainder contains no information about correlation
                squares <= 2 * ROUNDING * slope * slope * positions(n);
        double inflation = straight ? 1 : (4 * squares - successive) / successive;
        double freedom = n / inflation - 2;
        if (freedom < 1) {
            return 0;
        }
        double t2 = slope * slope * (n - 2) * positions(n) / (inflation * squares);
        double z = (8 * freedom + 1) / (8 * freedom + 3) * Math.sqrt(freedom * Numerics.log(1 + t2 / freedom));
        return slope > 0 ? z : -z;
    }

    /** The direction of the values, at a significance of this many sigmas. */
    public Direction direction(double[] state, int offset, double sigmas) {
        double significance = significance(state, offset);
        if (Math.abs(significance) < sigmas) {
            return Direction.STABLE;
        }
        return significance > 0 ? Direction.RISING : Direction.FALLING;
    }
}
