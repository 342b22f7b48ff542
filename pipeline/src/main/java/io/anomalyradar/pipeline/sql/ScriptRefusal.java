package io.anomalyradar.pipeline.sql;

/** A script that is not run; the message says why and what to do, and may be shown to its author. */
public final class ScriptRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScriptRefusal(String message) {
        super(message);
    }

    ScriptRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
