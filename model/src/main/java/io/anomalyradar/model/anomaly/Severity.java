package io.anomalyradar.model.anomaly;

/** How much an anomaly matters. */
public enum Severity {
    WARNING,
    CRITICAL
}
