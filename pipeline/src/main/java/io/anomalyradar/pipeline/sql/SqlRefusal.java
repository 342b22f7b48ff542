package io.anomalyradar.pipeline.sql;

/** A script that is not run; the message says why and what to do, and may be shown to its author. */
public final class SqlRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    SqlRefusal(String message) {
        super(message);
    }

    SqlRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
