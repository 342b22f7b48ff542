package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a request presents to prove who sends it. Its text is a secret: it is never logged. */
sealed interface Credential {
    /** The request presents nothing. */
    record None() implements Credential {}

    /** An API key, or what claims to be one. */
    record Key(String text) implements Credential {}

    /** A token of the identity provider, or what claims to be one. */
    record Token(String text) implements Credential {}

    /** A session cookie. */
    record Session(String text) implements Credential {}

    /** Something that no client of this server sends. */
    record Unknown() implements Credential {}

    /**
     * The credential of a request. A header wins over the cookie. Doors for senders of
     * others also take the key as the password of {@code Basic}; that of InfluxDB also as {@code Token} and as the
     * parameter {@code p}, as its clients send it.
     */
    static Credential of(ServiceRequestContext context, HttpRequest request, String door) {
        String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        boolean influx = door.equals("influx");
        if (header != null) {
            return ofHeader(header.strip(), influx, !door.isEmpty() && !door.equals("json"));
        }
        String password = influx ? context.queryParam("p") : null;
        if (password != null) {
            return new Key(password);
        }
        for (Cookie cookie : request.headers().cookies()) {
            if (SessionCookie.isName(cookie.name())) {
                return new Session(cookie.value());
            }
        }
        return new None();
    }

    private static Credential ofHeader(String header, boolean influx, boolean foreign) {
        String bearer = after("Bearer ", header);
        if (bearer != null) {
            return bearer.startsWith(KeyText.PREFIX) ? new Key(bearer) : new Token(bearer);
        }
        String token = influx ? after("Token ", header) : null;
        if (token != null) {
            int colon = token.indexOf(':'); // "user:password", as InfluxDB 1.8 takes it
            return new Key(token.substring(colon + 1));
        }
        String basic = foreign ? after("Basic ", header) : null;
        return basic == null ? new Unknown() : ofBasic(basic);
    }

    private static Credential ofBasic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? new Unknown() : new Key(pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return new Unknown();
        }
    }

    private static @Nullable String after(String scheme, String header) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).strip()
                : null;
    }
}
