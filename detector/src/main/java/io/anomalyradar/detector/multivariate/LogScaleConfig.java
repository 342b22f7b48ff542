package io.anomalyradar.detector.multivariate;

/**
 * Settings of the running scale of a statistic.
 *
 * @param forgetting weight of a new value once 1 / {@code forgetting} values were learnt, in (0, 0.1]
 * @param clip values further from the mean are learnt as if they were here, in standard deviations, in [0.5, 10]
 * @param hold maximum weight of a value above the clip, in [0, 0.1]: an anomaly hardly moves its own scale
 * @param warmUp values that are learnt unchanged, at least 8; there is no score before
 */
record LogScaleConfig(double forgetting, double clip, double hold, int warmUp) {

    /** A memory of 33,000 values, clipped at 1.5 standard deviations, held to 10⁻⁴ above, after 60. */
    public static final LogScaleConfig DEFAULT = new LogScaleConfig(3e-5, 1.5, 1e-4, 60);

    public LogScaleConfig {
        if (!(forgetting > 0 && forgetting <= 0.1)) {
            throw new IllegalArgumentException("forgetting must be in (0, 0.1], was " + forgetting);
        }
        if (!(clip >= 0.5 && clip <= 10)) {
            throw new IllegalArgumentException("clip must be in [0.5, 10], was " + clip);
        }
        if (!(hold >= 0 && hold <= 0.1)) {
            throw new IllegalArgumentException("hold must be in [0, 0.1], was " + hold);
        }
        if (warmUp < 8) {
            throw new IllegalArgumentException("warmUp must be at least 8, was " + warmUp);
        }
    }
}
