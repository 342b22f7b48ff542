package io.anomalyradar.server.http;

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
 * Refuses requests whose Host header names another server. Without this check, a page of a foreign site that makes its
 * own name resolve to this machine (DNS rebinding) would have the server's own origin for the browser.
 *
 * <p>Admitted are loopback names and addresses, the address at which the connection arrived, the bind address, and the
 * names in {@code server.allowed-hosts}.
 */
public final class HostGuard implements DecoratingHttpServiceFunction {
    private static final String ANY = "*";

    private final Set<String> admitted;

    /**
     * A guard.
     *
     * @param bindAddress as configured
     * @param allowed further host names or addresses, without port; {@code *} admits every host
     */
    public HostGuard(String bindAddress, Collection<String> allowed) {
        admitted = allowed.stream().map(HostGuard::normalized).collect(Collectors.toSet());
        admitted.add(normalized(bindAddress));
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (!admits(request.authority(), context.localAddress().getAddress().getHostAddress())) {
            return Problem.of(
                            ProblemCode.UNKNOWN_HOST,
                            "this server does not answer for the host that the request names:"
                                    + " add it to server.allowed-hosts if it should")
                    .answer();
        }
        return delegate.serve(context, request);
    }

    /**
     * Whether requests for {@code authority} are served.
     *
     * @param local the address at which the connection arrived
     */
    boolean admits(@Nullable String authority, String local) {
        if (admitted.contains(ANY)) {
            return true;
        }
        if (authority == null) {
            return false;
        }
        String host = normalized(withoutPort(authority));
        return isLoopback(host) || host.equals(normalized(local)) || admitted.contains(host);
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String withoutPort(String authority) {
        int bracket = authority.lastIndexOf(']');
        int colon = authority.lastIndexOf(':');
        return colon > bracket ? authority.substring(0, colon) : authority;
    }

    /** In lower case, without the brackets or the zone of an IPv6 address and without the root's dot. */
    private static String normalized(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        int zone = name.indexOf('%');
        if (zone >= 0) {
            name = name.substring(0, zone);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
