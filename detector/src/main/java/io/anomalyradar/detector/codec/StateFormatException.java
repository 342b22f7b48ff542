package io.anomalyradar.detector.codec;

/** The bytes are not a state that this release can read: damaged, truncated, or of an unknown version. */
public sealed class StateFormatException extends RuntimeException permits StateVersionException {

    private static final long serialVersionUID = 1;

    /** States what is wrong and where. */
    public StateFormatException(String message) {
        super(message);
    }
}
