package io.anomalyradar.server.sinks;

/** A sink did not take what it was given. The message never contains a secret. */
final class SinkException extends Exception {
    private final boolean refusal;

    private SinkException(String message, Throwable cause, boolean refusal) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** The sink is not reached, or does not take anything: it may later. */
    static SinkException unavailable(String message, Throwable cause) {
        return new SinkException(message, cause, false);
    }

    /** The sink never takes one of these entries. */
    static SinkException refused(String message, Throwable cause) {
        return new SinkException(message, cause, true);
    }

    boolean isRefusal() {
        return refusal;
    }
}
