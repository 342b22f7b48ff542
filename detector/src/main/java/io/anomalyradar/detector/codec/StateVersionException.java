package io.anomalyradar.detector.codec;

/** Bytes of a version that this release does not read: those of a later release, most likely, and then not damaged. */
public final class StateVersionException extends StateFormatException {

    private static final long serialVersionUID = 1;

    /** Says which version, and which are read. */
    public StateVersionException(String message) {
        super(message);
    }
}
