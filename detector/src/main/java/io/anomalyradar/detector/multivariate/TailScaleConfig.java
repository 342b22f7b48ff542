package io.anomalyradar.detector.multivariate;

/**
 * Settings of the tail, and what is believed of it before anything was seen.
 *
 * @param median what half of all values are below, at first
 * @param upper what nine in ten are below, at first; above {@code median}
 * @param excess mean of what values above {@code upper} exceed it by, at first; above 0
 * @param belief how many values that first belief weighs as much as, at least 10
 * @param forgetting weight of a new value once 1 / {@code forgetting} were seen, in (0, 0.1]
 * @param holdFrom score from which a value is taken for an anomaly, above 1
 * @param hold weight at most of such a value, in [0, 0.1]
 */
record TailScaleConfig(
        double median, double upper, double excess, double belief, double forgetting, double holdFrom, double hold) {

    /** What devices of the data families had in common; 5,000 values of a device weigh as much. */
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
