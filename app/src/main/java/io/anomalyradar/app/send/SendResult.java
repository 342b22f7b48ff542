package io.anomalyradar.app.send;

/** The outcome of a request: each case states what is certain, so that the caller need not guess. */
sealed interface SendResult {
    /** The server took the body; some of it may be refused. */
    record Taken(Receipt receipt) implements SendResult {}

    /** The server refused the body as a whole, and will again. */
    record Refused(int status, String code, String detail) implements SendResult {}

    /** The server accepts nothing at the moment; a retry may help. */
    record Busy(int status, String detail, long retryAfterMillis) implements SendResult {}

    /** No answer: whether the body arrived is not known. */
    record Unknown(Exception cause) implements SendResult {}
}
