package io.anomalyradar.app.topics;

/** The cluster did not answer, or refused. */
public final class TopicFailure extends RuntimeException {
    TopicFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
