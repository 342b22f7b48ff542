package io.anomalyradar.detector.multivariate;

/**
 * When the score of a frame is unusual: a switch with hysteresis, so that an anomaly whose score fluctuates around the
 * threshold stays one anomaly.
 *
 * @param enter score from which a frame is unusual, above {@code leave}
 * @param leave score from which a frame after an unusual one is still unusual, above 0
 */
public record DecisionConfig(double enter, double leave) {

    /** Enters at a probability of 1 in 63, leaves below 1 in 10. */
    public static final DecisionConfig DEFAULT = new DecisionConfig(1.8, 1);

    public DecisionConfig {
        if (!(leave > 0 && enter > leave)) {
            throw new IllegalArgumentException("enter must be above leave above 0, were " + enter + " and " + leave);
        }
    }
}
