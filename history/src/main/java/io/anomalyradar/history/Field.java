package io.anomalyradar.history;

/** A number that is stored with every sample. */
public enum Field {
    VALUE,
    /** Absent where the sample was not scored, as LOWER, UPPER and SCORE are. */
    EXPECTED,
    LOWER,
    UPPER,
    SCORE,
    /** 1 where the sample is in alarm, otherwise 0. */
    ALARM
}
