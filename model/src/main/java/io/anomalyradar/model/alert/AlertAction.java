package io.anomalyradar.model.alert;

import java.util.Locale;

/** What a person does with an alert. */
public enum AlertAction {
    ACKNOWLEDGE,
    UNACKNOWLEDGE,
    /** No notifications until a time; 0 ends it. */
    SNOOZE,
    ASSIGN,
    COMMENT,
    RESOLVE,
    /** Silences have changed: look at them again. Given by servers, not by people. */
    REVIEW;

    /** Its name in the API and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
