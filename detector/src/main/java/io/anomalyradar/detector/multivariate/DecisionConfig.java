package io.anomalyradar.detector.multivariate;

/**
 * When the score of a frame is unusual: a switch with hysteresis, so that an anomaly that is felt at its edges is told as one; and which
 * anomalies are told.
 *
 * @param enter score from which a frame is unusual, above {@code leave}
 * @param leave score from which a frame after an unusual one still is, above 0
 * @param tell peak score from which an anomaly is told, at least 0
 */
public record DecisionConfig(double enter, double leave, double tell) {

    /** Enters at one chance in 63, leaves below one in 10; told from one in a thousand. */
    public static final DecisionConfig DEFAULT = new DecisionConfig(1.8, 1, 3);

    public DecisionConfig {
        if (!(leave > 0 && enter > leave)) {
            throw new IllegalArgumentException("enter must be above leave above 0, were " + enter + " and " + leave);
        }
        if (!(tell >= 0)) {
            throw new IllegalArgumentException("tell must be at least 0, was " + tell);
        }
    }
}
