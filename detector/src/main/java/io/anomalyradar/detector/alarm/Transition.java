package io.anomalyradar.detector.alarm;

/** What a sample did to the anomaly of its series. */
public enum Transition {
    /** Nothing that is worth telling. */
    NONE,
    /** An anomaly has begun: k of the last n evaluations are unusual. */
    OPENED,
    /** The open anomaly has become notably worse, see {@link AlarmConfig#growthFactor()}. */
    GREW,
    /** The anomaly is over. */
    ENDED
}
