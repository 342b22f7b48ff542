package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/**
 * Refuses requests that arrive after the server has started to stop, so that those under way can finish. Thread-safe.
 */
public final class StopGate implements DecoratingHttpServiceFunction {
    private static final int RETRY_AFTER_SECONDS = 2;

    private volatile boolean closed;

    /** Refuses every further request. */
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    static Problem problem() {
        return Problem.of(ProblemCode.SHUTTING_DOWN, "the server is stopping: send the request again")
                .retryAfter(RETRY_AFTER_SECONDS);
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (closed) {
            var unused = context.initiateConnectionShutdown();
            return problem().answer();
        }
        return delegate.serve(context, request);
    }
}
