package io.anomalyradar.model.alert;

import io.anomalyradar.detector.alarm.Severity;

/** How urgent an alert is, the most urgent last. */
public enum AlertSeverity {
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The severity of an alert whose rule does not set one. */
    public static AlertSeverity of(Severity anomaly) {
        return anomaly == Severity.CRITICAL ? CRITICAL : MEDIUM;
    }
}
