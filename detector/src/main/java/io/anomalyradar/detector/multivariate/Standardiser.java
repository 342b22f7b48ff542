package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * Standard score of a metric against all that it has been, over {@value #SIZE} numbers in a caller's array, zeros when
 * fresh.
 *
 * <pre>
 * z = (x − μ) / √(σ² + (tolerance μ)²), cut to ±limit
 * μ' = μ + a d,  σ²' = (1 − a)(σ² + a d²),  d = x − μ,  a = max(1/n, forgetting)
 * </pre>
 *
 * <p>With a = 1/n these are the exact mean and variance (Welford, Technometrics 4, 1962); from then on they are
 * exponentially weighted (West, CACM 22, 1979). O(1), allocates nothing; holds only settings and is thread-safe.
 */
final class Standardiser {

    /** The state size of a metric, in numbers. */
    public static final int SIZE = 3;

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    private static final double SMALLEST = 1e-9; // sigma of a metric that is always 0

    private final StandardiserConfig config;

    /** Scores with these settings. */
    public Standardiser(StandardiserConfig config) {
        this.config = config;
    }

    /** The number of learnt samples. */
    public double count(double[] state, int offset) {
        return state[offset + COUNT];
    }

    /** The number of samples learnt since there is a score; 0 during the warm-up of the metric. */
    public double scored(double[] state, int offset) {
        return Numerics.larger(state[offset + COUNT] - config.warmUp(), 0);
    }

    /** Standard score of a finite value, in ±limit; 0 during the warm-up of the metric. Does not learn. */
    public double score(double[] state, int offset, double value) {
        if (state[offset + COUNT] < config.warmUp()) {
            return 0;
        }
        double mean = state[offset + MEAN];
        double least = config.tolerance() * Math.abs(mean) + SMALLEST;
        double sigma = Math.sqrt(state[offset + VARIANCE] + least * least);
        return Numerics.clamp((value - mean) / sigma, -config.limit(), config.limit());
    }

    /** Learns from a finite value. */
    public void update(double[] state, int offset, double value) {
        double count = state[offset + COUNT] + 1;
        double weight = Numerics.larger(1 / count, config.forgetting());
        double deviation = count == 1 ? 0 : value - state[offset + MEAN];
        state[offset + COUNT] = count;
        state[offset + MEAN] = count == 1 ? value : state[offset + MEAN] + weight * deviation;
        state[offset + VARIANCE] = (1 - weight) * (state[offset + VARIANCE] + weight * deviation * deviation);
    }
}
