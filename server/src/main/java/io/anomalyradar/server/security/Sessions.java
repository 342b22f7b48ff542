package io.anomalyradar.server.security;

import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.Grant;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Begins sessions of browsers. Thread-safe. */
final class Sessions {
    private final KeyRing keys;
    private final SessionCookie cookie;
    private final Duration lifetime;
    private final boolean loginRequired;
    private final boolean hasProvider;
    private final Clock clock;

    Sessions(
            KeyRing keys,
            SessionCookie cookie,
            Duration lifetime,
            boolean loginRequired,
            boolean hasProvider,
            Clock clock) {
        this.keys = keys;
        this.cookie = cookie;
        this.lifetime = lifetime;
        this.loginRequired = loginRequired;
        this.hasProvider = hasProvider;
        this.clock = clock;
    }

    SessionCookie cookie() {
        return cookie;
    }

    boolean loginRequired() {
        return loginRequired;
    }

    boolean hasProvider() {
        return hasProvider;
    }

    /** The sender of a session that {@code key} begins. A one-time key is used up by it. */
    Principal begin(ApiKey key) {
        long end = clock.millis() + lifetime.toMillis();
        if (key.oneTime()) {
            use(key);
        } else if (key.expiresAtMillis() > 0) {
            end = Math.min(end, key.expiresAtMillis());
        }
        return new Principal(Principal.Kind.KEY, key.name(), key.grant(), key.id(), newId(), end);
    }

    /** The sender of a session of the person called {@code name}. */
    Principal begin(String name, Grant grant) {
        return new Principal(Principal.Kind.PERSON, name, grant, "", newId(), clock.millis() + lifetime.toMillis());
    }

    private void use(ApiKey key) {
        if (!keys.write(key.revoked("its use", clock.millis()))) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "the one-time token is used already")
                    .exception();
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
