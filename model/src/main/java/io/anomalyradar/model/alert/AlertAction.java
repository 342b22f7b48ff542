package io.anomalyradar.model.alert;

import java.util.Locale;

/** What a person does with an alert or incident. */
public enum AlertAction {
    ACKNOWLEDGE,
    UNACKNOWLEDGE,
    /** No notifications until a time; 0 ends it. */
    SNOOZE,
    ASSIGN,
    COMMENT,
    RESOLVE,
    /** Another incident of the area becomes a part of this one. */
    MERGE,
    /** Some alerts of an incident become one of their own. */
    SPLIT,
    /** Silences have changed: look at them again. Given by servers, not by people. */
    REVIEW;

    /** Its name in the API and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
