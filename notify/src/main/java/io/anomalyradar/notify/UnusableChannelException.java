package io.anomalyradar.notify;

/** A channel cannot be used as it is configured. The message says what to do and holds no secret. */
public final class UnusableChannelException extends Exception {
    private static final long serialVersionUID = 1;

    public UnusableChannelException(String message) {
        super(message);
    }
}
