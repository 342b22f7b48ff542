package io.anomalyradar.model.alert;

/** Where an incident is in its life cycle. */
public enum IncidentState {
    OPEN,
    /** A person has taken it on. */
    ACKNOWLEDGED,
    /** Its alerts are resolved, or a person has resolved it. No further alert joins it. */
    RESOLVED
}
