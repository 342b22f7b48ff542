package io.anomalyradar.detector.alarm;

/**
 * The severity of an anomaly, in increasing order. The codes are part of the state format: add new ones, never change
 * existing ones.
 */
public enum Severity {
    /** Worth a look. */
    WARNING(1),
    /** Worth waking someone. */
    CRITICAL(2);

    private final int code;

    Severity(int code) {
        this.code = code;
    }

    /** Its number in the state; 0 means no anomaly. */
    public int code() {
        return code;
    }

    /** The severity of this code. */
    public static Severity of(int code) {
        return code == CRITICAL.code ? CRITICAL : WARNING;
    }
}
