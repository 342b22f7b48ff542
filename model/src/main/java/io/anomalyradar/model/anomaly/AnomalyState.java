package io.anomalyradar.model.anomaly;

/** Whether an anomaly is open. */
public enum AnomalyState {
    OPEN,
    ENDED
}
