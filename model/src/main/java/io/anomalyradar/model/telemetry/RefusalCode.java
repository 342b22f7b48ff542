package io.anomalyradar.model.telemetry;

/** Why a record or a sample was refused; spec/telemetry.md lists the remedy for each. */
public enum RefusalCode {
    MALFORMED,
    TOO_LARGE,
    UNKNOWN_CONTENT_TYPE,
    MISSING_DEVICE,
    MISSING_TYPE,
    MISSING_KEY,
    INVALID_NAME,
    INVALID_TIMESTAMP,
    CLOCK_SKEW,
    NO_SAMPLES,
    TOO_MANY_SAMPLES,
    DUPLICATE_METRIC,
    NOT_A_NUMBER,
    NON_FINITE,
    OUT_OF_RANGE,
    INVALID_ATTRIBUTES,
    TOO_MANY_SERIES,
    TOO_MANY_DEVICES,
    DEVICE_NOT_ALLOWED
}
