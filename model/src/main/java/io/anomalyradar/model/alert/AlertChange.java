package io.anomalyradar.model.alert;

/** What happened to an alert; the entries of its timeline. */
public enum AlertChange {
    PENDING,
    FIRED,
    /** More alerts have joined the incident. */
    GREW,
    /** A silent device is the cause of the incident: what it contains is not notified. */
    CAUSE_FOUND,
    /** The cause is over. */
    CAUSE_ENDED,
    /** Its severity rose. An acknowledged alert fires again. */
    SEVERITY_RAISED,
    /** Another anomaly of the series began before it was resolved. */
    RECURRED,
    ACKNOWLEDGED,
    UNACKNOWLEDGED,
    SNOOZED,
    SNOOZE_ENDED,
    /** A silence covers it: nobody is notified. */
    SILENCED,
    SILENCE_ENDED,
    ASSIGNED,
    COMMENTED,
    /** Another incident became a part of it, or it of another one. */
    MERGED,
    /** Some of its alerts are an incident of their own, or it consists of alerts of another one. */
    SPLIT,
    RESOLVED
}
