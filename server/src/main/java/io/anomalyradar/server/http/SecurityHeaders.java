package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Adds headers to every answer that forbid browser features that the page does not need. */
public final class SecurityHeaders implements DecoratingHttpServiceFunction {
    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /**
     * The workers that run the detector have a policy of their own (ADR 45): WebAssembly and the functions that its
     * runtime makes. They see numbers and names only, and have no document.
     */
    private static final String WORKER_POLICY = POLICY + "; script-src 'self' 'unsafe-eval'";
    /** This one reads a stream of whatever host the person names; the page itself connects to this server only. */
    private static final String STREAM_POLICY = WORKER_POLICY + "; connect-src 'self' ws: wss:";

    /** The documentation page's library writes style elements. */
    private static final String DOCS_POLICY = POLICY + "; style-src 'self' 'unsafe-inline'";

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        context.mutateAdditionalResponseHeaders(headers -> {
            headers.set("content-security-policy", policy(context.path()));
            headers.set("x-content-type-options", "nosniff");
            headers.set("x-frame-options", "DENY");
            headers.set("referrer-policy", "no-referrer");
            headers.set("cross-origin-opener-policy", "same-origin");
            if (context.sessionProtocol().isTls()) {
                headers.set("strict-transport-security", "max-age=31536000");
            }
        });
        return delegate.serve(context, request);
    }

    private static String policy(String path) {
        if (path.startsWith("/assets/streamWorker-")) {
            return STREAM_POLICY;
        }
        if (path.startsWith("/assets/whatIfWorker-")) {
            return WORKER_POLICY;
        }
        return path.equals("/docs") || path.startsWith("/docs/") ? DOCS_POLICY : POLICY;
    }
}
