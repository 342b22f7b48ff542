package io.anomalyradar.model.alert;

/** Where an alert is in its life cycle. */
public enum AlertState {
    /** The condition holds, but not yet for as long as the rule asks. */
    PENDING,
    FIRING,
    /** A person has taken it on. */
    ACKNOWLEDGED,
    RESOLVED;

    /** Whether a person may still act on it. */
    public boolean isOpen() {
        return this != RESOLVED;
    }
}
