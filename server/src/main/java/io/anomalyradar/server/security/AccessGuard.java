package io.anomalyradar.server.security;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Stands before every route: finds out who sends the request, and lets it pass only if its operation's declared
 * requirement is met. What is not declared is refused.
 */
final class AccessGuard implements DecoratingHttpServiceFunction {
    private final Requirements requirements;
    private final Authentication authentication;
    private final boolean loginRequired;
    private final FailureLimit failures;
    private final AuditLog audit;
    private final Counter refused;
    private final Counter forbidden;

    AccessGuard(
            Requirements requirements,
            Authentication authentication,
            boolean loginRequired,
            FailureLimit failures,
            AuditLog audit,
            MeterRegistry meters) {
        this.requirements = requirements;
        this.authentication = authentication;
        this.loginRequired = loginRequired;
        this.failures = failures;
        this.audit = audit;
        refused = Counter.builder("radar.access.refused")
                .description("Requests whose key, token or session does not hold")
                .register(meters);
        forbidden = Counter.builder("radar.access.forbidden")
                .description("Requests whose sender may not do what they ask for")
                .register(meters);
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        Route route = context.config().route();
        if (route.isFallback()) {
            return delegate.serve(context, request); // which answers that there is nothing
        }
        Requirement requirement = requirements.of(route, request.method());
        if (requirement == null) {
            return undeclared(route);
        }
        if (requirement.isAudited(request.method())) {
            var unused = context.log().whenComplete().thenAccept(log -> record(requirement, context, log));
        }
        Credential credential = Credential.of(context, request, requirement.door());
        CompletableFuture<CredentialCheck> verdict = authentication.verdict(credential);
        if (verdict.isDone()) {
            return decided(verdict.join(), requirement, delegate, context, request);
        }
        return HttpResponse.of(verdict.thenApplyAsync(
                known -> {
                    try {
                        return decided(known, requirement, delegate, context, request);
                    } catch (Exception failed) { // of the service: the error handler answers it
                        return HttpResponse.ofFailure(failed);
                    }
                },
                context.eventLoop()));
    }

    /** Records a change, and a refused one. Refusals of an address that is limited are counted only. */
    private void record(Requirement requirement, ServiceRequestContext context, RequestLog log) {
        int status = log.responseStatus().code();
        if (status == HttpStatus.TOO_MANY_REQUESTS.code()) {
            return;
        }
        Principal who = Access.principal(context);
        audit.add(new AuditRecord(
                requirement.operation(),
                context.path(),
                who.name(),
                who.kind(),
                who.keyId(),
                context.clientAddress().getHostAddress(),
                log.requestHeaders().get(HttpHeaderNames.IF_MATCH, ""),
                status));
    }

    private HttpResponse undeclared(Route route) {
        return requirements.knows(route)
                ? Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "this path does not know the method: see /docs")
                        .answer()
                : Problem.of(ProblemCode.FORBIDDEN, "nobody may use this path: it is not declared")
                        .answer();
    }

    private HttpResponse decided(
            CredentialCheck verdict,
            Requirement requirement,
            HttpService delegate,
            ServiceRequestContext context,
            HttpRequest request)
            throws Exception {
        if (requirement.isPublic()) {
            Access.set(context, verdict instanceof CredentialCheck.Known known ? known.principal() : unproven(context));
            return delegate.serve(context, request);
        }
        Principal principal;
        if (verdict instanceof CredentialCheck.Known known) {
            principal = known.principal();
        } else if (verdict instanceof CredentialCheck.Undecided undecided) {
            return undecided.problem().answer();
        } else if (verdict instanceof CredentialCheck.Refused) {
            return refused(context.clientAddress());
        } else {
            principal = unproven(context);
        }
        if (principal.isNobody()) {
            return notLoggedIn();
        }
        Access.set(context, principal);
        if (!requirement.isMetBy(principal.grant())) {
            forbidden.increment();
            return Problem.of(
                            ProblemCode.FORBIDDEN,
                            "this needs " + requirement.shown() + "; you are " + principal.shown() + " with "
                                    + granted(principal) + ": ask an administrator")
                    .answer();
        }
        if (principal.isBrowser() && mayChange(request) && !request.headers().contains(HttpHeaderNames.ORIGIN)) {
            return Problem.of(ProblemCode.FORBIDDEN, "a session's request must name its page's origin")
                    .answer();
        }
        return delegate.serve(context, request);
    }

    private static String granted(Principal principal) {
        return "the role " + principal.grant().role().word()
                + (principal.grant().coversAll() ? "" : " for some devices");
    }

    /** Whoever presents nothing: somebody on this machine while no login is configured, otherwise nobody. */
    private Principal unproven(ServiceRequestContext context) {
        boolean local = !loginRequired && context.remoteAddress().getAddress().isLoopbackAddress();
        return local ? Principal.LOCAL : Principal.NOBODY;
    }

    private HttpResponse refused(InetAddress client) {
        refused.increment();
        if (!failures.failed(client)) {
            return Problem.of(
                            ProblemCode.RATE_LIMITED,
                            "too many requests from this address could not be authenticated: mend what sends them")
                    .retryAfter(2)
                    .answer();
        }
        return Problem.of(
                        ProblemCode.UNAUTHENTICATED,
                        "the key, token or session does not hold: it is unknown, expired or revoked; log in again or"
                                + " use another key")
                .answer();
    }

    private static HttpResponse notLoggedIn() {
        return Problem.of(
                        ProblemCode.UNAUTHENTICATED,
                        "log in on the page, or send 'Authorization: Bearer <key>'; 'radar keys create' makes one")
                .answer();
    }

    /** Also a WebSocket, which a browser opens for any page, and which HTTP/2 opens by CONNECT. */
    private static boolean mayChange(HttpRequest request) {
        HttpMethod method = request.method();
        boolean safe = method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
        return !safe || request.headers().contains(HttpHeaderNames.UPGRADE);
    }
}
