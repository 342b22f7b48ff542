package io.anomalyradar.detector.multivariate;

/**
 * Two distances of a device from its normal state, by the covariance of its metrics (Lowry, Woodall, Champ, Rigdon, "A
 * multivariate exponentially weighted moving average control chart", Technometrics 34, 1992, with the covariance learnt
 * continuously).
 *
 * <pre>
 * e' = e + λ (z − e)              the averages, one a metric
 * mean  = √(eᵀ Σ⁻¹ e / p)         shifts that last: Lowry's T², as a root mean square over the p metrics of the frame
 * joint' = joint + λ (√(zᵀ Σ⁻¹ z / p) − joint)    anything that breaks how the metrics go together, also with mean 0
 * </pre>
 *
 * <p>A frame with missing metrics is scored by the marginal distribution of the others. O(block) a metric and frame,
 * O(block²) if some are missing; allocates nothing; holds only settings and is thread-safe.
 */
final class Mewma {

    private final MewmaConfig config;
    private final BlockCovariance covariance;

    /** Distances with these settings. */
    public Mewma(MewmaConfig config) {
        this.config = config;
        this.covariance = new BlockCovariance(config);
    }

    /** The size of the covariance, and of its factor, for this many metrics, in numbers. */
    public int size(int metrics) {
        return covariance.size(metrics);
    }

    /** Adds a metric: of unit variance and independent until it has samples. */
    public void append(double[] covariances, double[] factor, int metric) {
        covariance.append(covariances, factor, metric);
    }

    /** Adds the scores of a frame to the averages; the average of a metric that is not in it (NaN) stays. */
    public void average(double[] averages, double[] scores, int metrics) {
        for (int i = 0; i < metrics; i++) {
            if (!Double.isNaN(scores[i])) {
                averages[i] += config.lambda() * (scores[i] - averages[i]);
            }
        }
    }

    /** Fills {@code marginal} with the factor of the metrics that are in a frame, whose scores are not NaN. */
    public void marginal(double[] covariances, double[] marginal, double[] scores, int metrics) {
        covariance.factorise(covariances, marginal, scores, metrics);
    }

    /**
     * √(xᵀ Σ⁻¹ x / p) over the p metrics in the frame.
     *
     * @param factor of all metrics, or the {@link #marginal} one if some are missing
     * @param scores of the frame, NaN for a metric that is not in it; may be {@code x}
     * @param scratch is overwritten
     */
    public double distance(double[] factor, double[] x, double[] scores, int metrics, int present, double[] scratch) {
        return Math.sqrt(covariance.solve(factor, x, scores, scratch, metrics) / present);
    }

    /** The next value of a smoothed distance. */
    public double smooth(double smoothed, double distance) {
        return smoothed + config.lambda() * (distance - smoothed);
    }

    /**
     * Learns the covariance from a frame.
     *
     * @param frames the number of frames, this one included; determines when the factor is due
     * @param counts for each metric, the number of frames with a score, this one included; 0 for a metric that is not
     *     in this frame
     */
    public void learn(
            double[] covariances, double[] factor, double[] scores, double[] counts, int metrics, long frames) {
        covariance.update(covariances, scores, counts, metrics);
        boolean early = frames < config.refresh() && (frames & (frames - 1)) == 0;
        if (early || frames % config.refresh() == 0) {
            covariance.factorise(covariances, factor, counts, metrics);
        }
    }

    /**
     * Fills {@code out} with each metric's contribution to xᵀ Σ⁻¹ x: x[i] (Σ⁻¹ x)[i]; the contributions sum up to it. A
     * contribution may be negative if a metric is as others suggest.
     */
    public void contributions(double[] factor, double[] x, int metrics, double[] out) {
        covariance.solve(factor, x, x, out, metrics);
        covariance.solveTransposed(factor, out, metrics);
        for (int i = 0; i < metrics; i++) {
            out[i] *= x[i];
        }
    }
}
