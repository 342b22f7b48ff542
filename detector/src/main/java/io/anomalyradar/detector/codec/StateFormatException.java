package io.anomalyradar.detector.codec;

/** Bytes that are not a state this release can read: damaged, cut off, or of an unknown version. */
public sealed class StateFormatException extends RuntimeException permits StateVersionException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong and where. */
    public StateFormatException(String message) {
        super(message);
    }
}
