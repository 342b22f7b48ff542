package io.anomalyradar.detector.codec;

/**
 * The bytes have a version that this release does not read: most likely that of a later release, so they are not
 * damaged.
 */
public final class StateVersionException extends StateFormatException {

    private static final long serialVersionUID = 1;

    /** States the version, and the supported versions. */
    public StateVersionException(String message) {
        super(message);
    }
}
