package io.anomalyradar.detector.method;

/** Which way a signal goes, beyond chance. */
enum Direction {
    /** Upwards. */
    RISING,
    /** Downwards. */
    FALLING,
    /** Neither, beyond chance. */
    STABLE
}
