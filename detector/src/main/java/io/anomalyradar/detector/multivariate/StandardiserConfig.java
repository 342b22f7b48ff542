package io.anomalyradar.detector.multivariate;

/**
 * Settings of the standard scores.
 *
 * @param forgetting weight of a new sample once 1 / {@code forgetting} samples were learnt, in (0, 0.1]; before that
 *     all weigh the same
 * @param limit standard scores are limited to ± this, so that one metric cannot dominate a device, in [3, 1000]
 * @param warmUp samples of a metric that are learnt before it has a score, at least 2
 * @param tolerance minimum sigma of a metric, as a fraction of the magnitude of its mean, in [0, 1]
 */
record StandardiserConfig(double forgetting, double limit, int warmUp, double tolerance) {

    /** A memory of 50,000 samples, ±10 σ, 30 samples of warm-up, sigmas of at least 10⁻⁴ of the mean. */
    public static final StandardiserConfig DEFAULT = new StandardiserConfig(2e-5, 10, 30, 1e-4);

    public StandardiserConfig {
        if (!(forgetting > 0 && forgetting <= 0.1)) {
            throw new IllegalArgumentException("forgetting must be in (0, 0.1], was " + forgetting);
        }
        if (!(limit >= 3 && limit <= 1000)) {
            throw new IllegalArgumentException("limit must be in [3, 1000], was " + limit);
        }
        if (warmUp < 2) {
            throw new IllegalArgumentException("warmUp must be at least 2, was " + warmUp);
        }
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw new IllegalArgumentException("tolerance must be in [0, 1], was " + tolerance);
        }
    }
}
