package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpStatus;

/** Codes of problem details (schema Problem in spec/openapi.yaml), each with the one HTTP status it goes with. */
public enum ProblemCode {
    /** The body cannot be read at all. */
    MALFORMED(HttpStatus.BAD_REQUEST),
    /** The request breaks HTTP itself. */
    BAD_REQUEST(HttpStatus.BAD_REQUEST),
    /** The request does not say who sends it, or its proof does not hold (any more). */
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
    FORBIDDEN(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    /** The body does not arrive. */
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
    TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    /** No part of the body could be accepted. */
    ALL_REJECTED(HttpStatus.UNPROCESSABLE_ENTITY),
    /** Too much of the body was refused, so the rest was not read; nothing was accepted. */
    TOO_MANY_REFUSED(HttpStatus.UNPROCESSABLE_ENTITY),
    INVALID_PARAMETER(HttpStatus.UNPROCESSABLE_ENTITY),
    /** The configuration or registry entry in the body is not valid; the detail names the place. */
    INVALID_DOCUMENT(HttpStatus.UNPROCESSABLE_ENTITY),
    /** The question in SQL is not understood, not allowed, or fails; the detail names the place. */
    QUERY_REFUSED(HttpStatus.UNPROCESSABLE_ENTITY),
    /** Another change was made first; nothing was changed. */
    CONFLICT(HttpStatus.CONFLICT),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
    /** A fault of this program; its log has the cause. */
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR),
    /** Too many requests are under way; nothing was done. */
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE),
    /** The bus did not acknowledge in time. */
    BROKER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    /** The identity provider does not answer. */
    LOGIN_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    TIMED_OUT(HttpStatus.SERVICE_UNAVAILABLE),
    /** The request names a host that this server does not answer for. */
    UNKNOWN_HOST(HttpStatus.MISDIRECTED_REQUEST),
    /** The program is stopping. */
    SHUTTING_DOWN(HttpStatus.SERVICE_UNAVAILABLE);

    private final int status;

    ProblemCode(HttpStatus status) {
        this.status = status.code();
    }

    public HttpStatus status() {
        return HttpStatus.valueOf(status);
    }
}
