package io.anomalyradar.server.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what pages of other origins may not do. A browser lets any page open a WebSocket anywhere, and send some
 * requests unasked. A page of the server's own host and port is admitted, whichever scheme a proxy before the server
 * spoke to it; so is a client that names no origin, for it is no page.
 */
public final class OriginGuard implements DecoratingHttpServiceFunction {
    private final Set<String> admitted;

    /** @param admitted origins other than the server's own, such as {@code https://ops.example.com} */
    public OriginGuard(Collection<String> admitted) {
        this.admitted = admitted.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin != null && !isOwn(origin, request.authority()) && !isAdmitted(origin)) {
            throw Problem.of(
                            ProblemCode.FORBIDDEN,
                            "pages of this origin may not connect: name it in server.cors-origins if they should")
                    .exception();
        }
        return delegate.serve(context, request);
    }

    /** This guard for requests that may change something; others pass. */
    public DecoratingHttpServiceFunction ofChanges() {
        return (delegate, context, request) -> switch (request.method()) {
            case GET, HEAD, OPTIONS -> delegate.serve(context, request);
            default -> serve(delegate, context, request);
        };
    }

    private boolean isAdmitted(String origin) {
        return admitted.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** A browser omits the scheme's default port in both headers. */
    private static boolean isOwn(String origin, @Nullable String host) {
        int authority = origin.indexOf("://");
        return authority >= 0 && origin.substring(authority + "://".length()).equalsIgnoreCase(host);
    }
}
