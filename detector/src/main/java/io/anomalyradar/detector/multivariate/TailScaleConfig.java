package io.anomalyradar.detector.multivariate;

/**
 * Settings of the tail, and its prior before there are any values.
 *
 * @param median prior median
 * @param upper prior of the value that nine in ten are below; above {@code median}
 * @param excess prior mean of the excess of values above {@code upper}; above 0
 * @param belief the weight of the prior, in values, at least 10
 * @param forgetting weight of a new value once 1 / {@code forgetting} values were learnt, in (0, 0.1]
 * @param holdFrom score from which a value is treated as an anomaly, above 1
 * @param hold maximum weight of such a value, in [0, 0.1]
 */
record TailScaleConfig(
        double median, double upper, double excess, double belief, double forgetting, double holdFrom, double hold) {

    /** What devices of the data families have in common; it has the weight of 5,000 values of a device. */
    public static final TailScaleConfig DEFAULT = new TailScaleConfig(-0.2, 0.5, 0.5, 5_000, 5e-5, 1.7, 1e-5);

    public TailScaleConfig {
        if (!(upper > median)) {
            throw new IllegalArgumentException("upper must be above median " + median + ", was " + upper);
        }
        if (!(excess > 0)) {
            throw new IllegalArgumentException("excess must be above 0, was " + excess);
        }
        if (!(belief >= 10)) {
            throw new IllegalArgumentException("belief must be at least 10, was " + belief);
        }
        if (!(forgetting > 0 && forgetting <= 0.1)) {
            throw new IllegalArgumentException("forgetting must be in (0, 0.1], was " + forgetting);
        }
        if (!(holdFrom > 1)) {
            throw new IllegalArgumentException("holdFrom must be above 1, was " + holdFrom);
        }
        if (!(hold >= 0 && hold <= 0.1)) {
            throw new IllegalArgumentException("hold must be in [0, 0.1], was " + hold);
        }
    }
}
