package io.anomalyradar.server.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.InvalidCursorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure, Armeria's own included, with problem details. */
public final class ProblemHandler implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final StopGate gate;

    /** @param gate once it is closed, what fails for an unknown reason fails because the server stops */
    public ProblemHandler(StopGate gate) {
        this.gate = gate;
    }

    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable thrown) {
        return problemOf(Exceptions.peel(thrown)).answer();
    }

    /** The problem that answers {@code thrown}. Faults of this program are logged. */
    public Problem problemOf(Throwable thrown) {
        if (thrown instanceof ProblemException answer) {
            return answer.problem();
        }
        if (thrown instanceof HistoryException failure) {
            return storeProblem(failure);
        }
        if (thrown instanceof InvalidCursorException invalid) {
            return Problem.of(ProblemCode.INVALID_PARAMETER, "parameter " + invalid.getMessage());
        }
        if (thrown instanceof ContentTooLargeException tooLarge) {
            return tooLarge(tooLarge.maxContentLength());
        }
        if (thrown instanceof RequestTimeoutException) {
            return Problem.of(ProblemCode.TIMED_OUT, "the request took too long: send less at once, or try again")
                    .retryAfter(1);
        }
        if (thrown instanceof ShuttingDownException) {
            return StopGate.problem();
        }
        if (thrown instanceof HttpStatusException status) {
            return statusProblem(status.httpStatus(), null);
        }
        if (thrown instanceof ClosedSessionException || thrown instanceof ClosedStreamException) {
            LOG.debug("a client left before it was answered", thrown); // nobody reads the answer
            return Problem.of(ProblemCode.BAD_REQUEST, "the request is incomplete: send it again");
        }
        if (gate.isClosed()) { // parts that the request needs may be closed already
            LOG.warn("a request failed while the server stops", thrown);
            return StopGate.problem();
        }
        if (thrown instanceof ClosedSessionException || thrown instanceof ClosedStreamException) {
            LOG.debug("a client was gone before its request was answered", thrown);
            return Problem.of(ProblemCode.TIMED_OUT, "the client was gone before the request was answered");
        }
        LOG.error("a request failed by a fault of this program", thrown);
        return Problem.of(ProblemCode.INTERNAL, "a fault of this program: its log has the cause, please report it");
    }

    /** The body is larger than {@code limit} bytes. */
    public static Problem tooLarge(long limit) {
        return Problem.of(
                ProblemCode.TOO_LARGE,
                "the body has more than " + limit
                        + " bytes, after decompression as well: split it (server.max-body-bytes" + " is the bound)");
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig service,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return statusProblem(status, description).aggregated();
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig service,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return statusProblem(status, description).aggregated();
    }

    private static Problem storeProblem(HistoryException failure) {
        return switch (failure.code()) {
            case BUSY ->
                Problem.of(ProblemCode.OVERLOADED, "too many queries at once: try again shortly")
                        .retryAfter(1);
            case TIMED_OUT, MEMORY_EXHAUSTED ->
                Problem.of(ProblemCode.TIMED_OUT, "the query was too much for the store: narrow 'from' and 'to'")
                        .retryAfter(1);
            case CANCELLED -> Problem.of(ProblemCode.TIMED_OUT, "the query was stopped: its client left");
            case LOCKED,
                    DAMAGED,
                    NEWER_SCHEMA,
                    NOT_ACCESSIBLE,
                    DISK_FULL,
                    CLOSED,
                    OUTCOME_UNKNOWN,
                    CONFLICT,
                    INVALID,
                    FAILED -> {
                LOG.warn("the history store failed a query", failure);
                yield Problem.of(
                                ProblemCode.STORE_UNAVAILABLE,
                                "the history store does not answer (" + failure.code() + "): see /ready and the log")
                        .retryAfter(5);
            }
        };
    }

    private static Problem statusProblem(HttpStatus status, @Nullable String description) {
        String said = description == null || description.isBlank() ? status.reasonPhrase() : description;
        return switch (status.code()) {
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, said);
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "there is nothing at this path: see /docs");
            case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "this path does not know the method: see /docs");
            case 413 ->
                Problem.of(
                        ProblemCode.TOO_LARGE, "the body is too large: split it (server.max-body-bytes is the bound)");
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, said);
            case 503 ->
                Problem.of(ProblemCode.TIMED_OUT, "the request was not finished in time: try again")
                        .retryAfter(1);
            default ->
                status.isServerError()
                        ? Problem.of(ProblemCode.INTERNAL, said)
                        : Problem.of(ProblemCode.BAD_REQUEST, said);
        };
    }
}
