package io.anomalyradar.detector.alarm;

/** How bad an anomaly is, by increasing severity. The codes are part of the state format: add, never change. */
public enum Severity {
    /** Worth a look. */
    WARNING(1),
    /** Worth waking someone. */
    CRITICAL(2);

    private final int code;

    Severity(int code) {
        this.code = code;
    }

    /** Its number in the state; 0 is no anomaly. */
    public int code() {
        return code;
    }

    /** The severity of this code. */
    public static Severity of(int code) {
        return code == CRITICAL.code ? CRITICAL : WARNING;
    }
}
