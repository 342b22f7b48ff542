package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The score −log₁₀ p of a value by the distribution of the values before it: two running quantiles in the bulk, peaks
 * over the upper one beyond. {@value #SIZE} numbers in a caller's array, zeros when fresh.
 *
 * <pre>
 * v ≥ q:       p = 0.1 e^(−(v − q)/β)                 exponential excess: Pickands (Ann. Statist. 3, 1975) with shape 0
 * m ≤ v ≤ q:   log p linear from log ½ to log 0.1
 * v &lt; m:       −log₁₀ p = log₁₀ 2 · e^(1.5 (v − m)/(q − m))
 *
 * m' = m + 1.96 a (q − m)(1[v &gt; m] − ½)             Robbins and Monro (Ann. Math. Statist. 22, 1951), with the steps that
 * q' = q + 4.45 a (q − m)(1[v &gt; q] − 0.1)           are best for a normal distribution
 * β' = β + 10 a (1.47 min(v − q, 4 β) − β) where v &gt; q
 * a = max(1/(n + belief), forgetting), at most hold where the score is above holdFrom
 * </pre>
 *
 * <p>Holding back what may be an anomaly costs a little: up to a tenth more values than stated are beyond the upper
 * quantile. A device that is new has the tail that devices have in common, and its own the longer it is known. O(1),
 * allocates nothing; holds only settings and is thread-safe.
 */
final class TailScale {

    /** The state size, in numbers. */
    public static final int SIZE = 4;

    private static final int COUNT = 0;
    private static final int MEDIAN =
            1; // the three are stored as differences from the prior, so that a new state is all zeros
    private static final int UPPER = 2;
    private static final int EXCESS = 3;
    private static final double LOG10_2 = 0.3010299956639812;
    private static final double BELOW = 1.5;
    private static final double MEDIAN_STEP = 1.96;
    private static final double UPPER_STEP = 4.45;
    private static final double EXCESS_LIMIT = 4;
    private static final double RESTORED =
            1.47; // the mean excess over that of values of which a fifth count above a score of 1.7
    private static final double LEAST = 0.05; // of q − m and of β

    private final TailScaleConfig config;

    /** A tail with these settings. */
    public TailScale(TailScaleConfig config) {
        this.config = config;
    }

    /** The score of a finite value, at least 0; increases with the value. Does not learn. */
    public double score(double[] state, int offset, double value) {
        double median = median(state, offset);
        double upper = upper(state, offset);
        if (value >= upper) {
            return 1 + Numerics.LOG10_E * (value - upper) / excess(state, offset);
        }
        double part = (value - median) / (upper - median);
        return part >= 0 ? LOG10_2 + (1 - LOG10_2) * part : LOG10_2 * Numerics.exp(BELOW * part);
    }

    /** Learns from a value that has this score. */
    public void update(double[] state, int offset, double value, double score) {
        double median = median(state, offset);
        double upper = upper(state, offset);
        double excess = excess(state, offset);
        double weight = Numerics.larger(1 / (state[offset + COUNT] + config.belief()), config.forgetting());
        if (score > config.holdFrom() && weight > config.hold()) {
            weight = config.hold();
        }
        double width = upper - median;
        state[offset + COUNT]++;
        if (value > upper) {
            double over = Numerics.clamp(value - upper, 0, EXCESS_LIMIT * excess);
            double next = Numerics.larger(excess + 10 * weight * (RESTORED * over - excess), LEAST);
            state[offset + EXCESS] = next - config.excess();
        }
        double nextMedian = median + MEDIAN_STEP * weight * width * (value > median ? 0.5 : -0.5);
        double nextUpper = upper + UPPER_STEP * weight * width * (value > upper ? 0.9 : -0.1);
        state[offset + MEDIAN] = nextMedian - config.median();
        state[offset + UPPER] = Numerics.larger(nextUpper, nextMedian + LEAST) - config.upper();
    }

    private double median(double[] state, int offset) {
        return config.median() + state[offset + MEDIAN];
    }

    private double upper(double[] state, int offset) {
        return config.upper() + state[offset + UPPER];
    }

    private double excess(double[] state, int offset) {
        return config.excess() + state[offset + EXCESS];
    }
}
