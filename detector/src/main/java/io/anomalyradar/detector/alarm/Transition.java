package io.anomalyradar.detector.alarm;

/** The effect of a sample on the anomaly of its series. */
public enum Transition {
    /** Nothing to emit. */
    NONE,
    /** An anomaly has begun: k of the last n evaluations are unusual. */
    OPENED,
    /** The open anomaly has become notably worse; see {@link AlarmConfig#growthFactor()}. */
    GREW,
    /** The anomaly is over. */
    ENDED
}
