package io.anomalyradar.detector;

/** What became of a sample in the detector. */
public enum SampleStatus {
    /** Learnt but not scored: the series has not had {@link DetectorConfig#warmUp()} samples yet. */
    WARM_UP,
    /** Scored, and within what is normal. */
    NORMAL,
    /** Scored as unusual, but no anomaly is open (yet). */
    UNUSUAL,
    /** Scored while an anomaly of the series is open, this sample included. */
    ALARM,
    /** Earlier than the newest sample of its series: neither scored nor learnt. */
    LATE
}
