package io.anomalyradar.detector.method;

/** The direction of a signal, if it is statistically significant. */
enum Direction {
    /** Upwards. */
    RISING,
    /** Downwards. */
    FALLING,
    /** Neither is significant. */
    STABLE
}
