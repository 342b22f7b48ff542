package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Adds headers to every answer that forbid browser features that the page does not need. */
public final class SecurityHeaders implements DecoratingHttpServiceFunction {
    private static final String POLICY =
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /**
     * The worker that detects in the browser reads a stream of whatever host the person names. It has neither a document
     * nor cookies of another site; the page itself connects to this server only.
     */
    private static final String STREAM_POLICY = POLICY + "; connect-src 'self' ws: wss:";

    private static final String STREAM_WORKER = "/assets/streamWorker-";
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
        if (path.startsWith(STREAM_WORKER)) {
            return STREAM_POLICY;
        }
        return path.equals("/docs") || path.startsWith("/docs/") ? DOCS_POLICY : POLICY;
    }
}
