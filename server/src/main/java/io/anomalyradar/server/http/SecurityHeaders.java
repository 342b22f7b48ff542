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
    /** The documentation page's library writes style elements. */
    private static final String DOCS_POLICY = POLICY + "; style-src 'self' 'unsafe-inline'";

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        context.mutateAdditionalResponseHeaders(headers -> {
            boolean docs = context.path().equals("/docs") || context.path().startsWith("/docs/");
            headers.set("content-security-policy", docs ? DOCS_POLICY : POLICY);
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
}
