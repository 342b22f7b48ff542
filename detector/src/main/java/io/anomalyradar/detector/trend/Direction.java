package io.anomalyradar.detector.trend;

/** Which way a signal goes, beyond chance. */
public enum Direction {
    /** Upwards. */
    RISING,
    /** Downwards. */
    FALLING,
    /** Neither, beyond chance. */
    STABLE
}
