package io.anomalyradar.server.security;

import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.Grant;

/**
 * Who sends a request.
 *
 * @param name of the person or the key, for records of what was done
 * @param keyId the key that was presented or that began the session; empty: none
 * @param sessionId the browser's session; empty: none
 * @param endsAtMillis from when on it no longer holds; 0: open
 */
public record Principal(Kind kind, String name, Grant grant, String keyId, String sessionId, long endsAtMillis) {
    /** How it is known who sends. */
    public enum Kind {
        /** Nobody knows. */
        NOBODY,
        /** Somebody on this machine; no login is configured. */
        LOCAL,
        KEY,
        PERSON
    }

    /** Nobody. */
    public static final Principal NOBODY = new Principal(Kind.NOBODY, "", Grant.NOTHING, "", "", 0);
    /** Somebody on this machine, while no login is configured. */
    public static final Principal LOCAL = new Principal(Kind.LOCAL, "", Grant.ALL, "", "", 0);

    static Principal of(ApiKey key) {
        return new Principal(Kind.KEY, key.name(), key.grant(), key.id(), "", key.expiresAtMillis());
    }

    public boolean isNobody() {
        return kind == Kind.NOBODY;
    }

    /** Whether a browser sends it with every request, whoever's page asks for it. */
    boolean isBrowser() {
        return !sessionId.isEmpty();
    }

    /** The name under which a change is recorded; {@code declared} where it is not known who sends. */
    public String author(String declared) {
        return name.isEmpty() ? declared : name;
    }

    /** For messages: {@code ann}, or what is known of the sender. */
    String shown() {
        return switch (kind) {
            case NOBODY -> "not logged in";
            case LOCAL -> "on this machine";
            case KEY -> "key '" + name + "'";
            case PERSON -> name;
        };
    }
}
