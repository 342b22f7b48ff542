package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.ParseException;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.server.http.WorkPool;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /auth/login} and {@code /auth/callback}: sends a browser to the identity provider, and begins its session when
 * it returns. A login that fails leads back to the page, which says why.
 */
final class LoginService {
    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);
    private static final int MAX_PATH = 1_000;

    /** Why a login failed, for the page. */
    private enum Failure {
        /** The provider does not answer. */
        unavailable,
        /** The person or the provider declined. */
        denied,
        /** It took too long, or another login began meanwhile. */
        expired,
        /** What the provider answers does not hold. */
        failed
    }

    /** The provider and the way to log in there. */
    private record Way(Provider provider, CodeFlow flow, PersonClaims person) {
        /** The provider, once it is known. */
        Optional<Provider.Known> known() {
            return provider.known();
        }
    }

    private final @Nullable Way way;
    private final Sessions sessions;
    private final @Nullable URI publicUrl;
    private final WorkPool pool;

    /** @param provider null: there is none, and every attempt leads back to the page */
    LoginService(@Nullable Provider provider, AccessConfig config, Sessions sessions, WorkPool pool) {
        OidcConfig oidc = config.oidc();
        way = provider == null || oidc == null ? null : new Way(provider, new CodeFlow(oidc), new PersonClaims(oidc));
        this.sessions = sessions;
        this.publicUrl = config.publicUrl();
        this.pool = pool;
    }

    void addTo(ServerBuilder server) {
        server.route().get("/auth/login").build(this::login);
        server.route().get("/auth/callback").build(this::callback);
    }

    private HttpResponse login(ServiceRequestContext context, HttpRequest request) {
        Way chosen = way;
        Optional<Provider.Known> known = chosen == null ? Optional.empty() : chosen.known();
        if (chosen == null || known.isEmpty()) {
            return back(Failure.unavailable, null);
        }
        CodeFlow.Attempt attempt = CodeFlow.Attempt.random();
        Cookie cookie = sessions.cookie().ofAttempt(attempt, ownPath(context.queryParam("return")), context);
        URI target = chosen.flow().start(known.get(), attempt, redirect(context, request));
        return redirect(target.toString(), cookie);
    }

    private HttpResponse callback(ServiceRequestContext context, HttpRequest request) {
        Cookie used = sessions.cookie().noAttempt(context);
        Way chosen = way;
        Optional<SessionCookie.Pending> pending = sessions.cookie().attempt(request);
        String state = context.queryParam("state");
        if (pending.isEmpty()
                || state == null
                || !isSame(pending.get().attempt().state(), state)) {
            return back(Failure.expired, used);
        }
        String code = context.queryParam("code");
        Optional<Provider.Known> known = chosen == null ? Optional.empty() : chosen.known();
        if (code == null || chosen == null || known.isEmpty()) {
            LOG.info("a login was declined: {}", shown(context.queryParam("error")));
            return back(code == null ? Failure.denied : Failure.unavailable, used);
        }
        URI redirect = redirect(context, request);
        return pool.answer(() -> {
            try {
                Map<String, Object> claims =
                        chosen.flow().finish(known.get(), pending.get().attempt(), code, redirect, chosen.person());
                return begun(chosen.person(), claims, pending.get(), context, used);
            } catch (IOException silent) {
                LOG.warn("the identity provider does not answer: {}", silent.getMessage());
                return back(Failure.unavailable, used);
            } catch (BadJOSEException | JOSEException | ParseException | RuntimeException refused) {
                LOG.warn("a login failed: {}", refused.getMessage());
                return back(Failure.failed, used);
            }
        });
    }

    private HttpResponse begun(
            PersonClaims person,
            Map<String, Object> claims,
            SessionCookie.Pending pending,
            ServiceRequestContext context,
            Cookie used) {
        Principal who = sessions.begin(person.name(claims), person.grant(claims));
        Access.set(context, who);
        LOG.info("{} logged in as {}", who.name(), who.grant().role().word());
        return redirect(pending.path(), used, sessions.cookie().of(who, context));
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    /** A path of this server's page; whatever could lead elsewhere becomes the first view. */
    static String ownPath(@Nullable String wanted) {
        if (wanted == null || wanted.length() > MAX_PATH || !wanted.startsWith("/") || wanted.startsWith("//")) {
            return "/";
        }
        return wanted.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\') ? wanted : "/";
    }

    /** Of a text that anybody can send, what a log may show. */
    private static String shown(@Nullable String text) {
        String plain = String.valueOf(text).replaceAll("[^A-Za-z0-9_-]", "?");
        return plain.substring(0, Math.min(40, plain.length()));
    }

    /** The guard of host names has checked the request's authority. */
    private URI redirect(ServiceRequestContext context, HttpRequest request) {
        String own = publicUrl == null
                ? (context.sessionProtocol().isTls() ? "https://" : "http://") + request.authority()
                : publicUrl.toString().replaceAll("/+$", "");
        return URI.create(own + "/auth/callback");
    }

    private static HttpResponse back(Failure failure, @Nullable Cookie cookie) {
        String path = "/?login=" + failure;
        return cookie == null ? redirect(path) : redirect(path, cookie);
    }

    private static HttpResponse redirect(String target, Cookie... cookies) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.FOUND)
                .set(HttpHeaderNames.LOCATION, target)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        for (Cookie cookie : cookies) {
            headers.add(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader());
        }
        return HttpResponse.of(headers.build());
    }
}
