package io.anomalyradar.bus;

/**
 * Ends the decoding of a batch: nothing of it is published. Has no stack trace, because it is an answer and not a
 * fault.
 */
public final class BatchException extends RuntimeException {
    /** Why. */
    public enum Reason {
        /** The bytes are not in the door's format, or break off. */
        MALFORMED,
        /** More bytes after decompression, or more frames, than a batch may have. */
        TOO_LARGE,
        /** So many frames are refused that the rest is not read. */
        TOO_MANY_REFUSED,
        /** The sender is gone and no longer waits for an answer. */
        CANCELLED
    }

    private final Reason reason;

    /** @param message what is wrong and what to do, for a person */
    public BatchException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
