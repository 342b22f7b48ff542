package io.anomalyradar.model.anomaly;

/** Whether an anomaly goes on. */
public enum AnomalyState {
    OPEN,
    ENDED
}
