package io.anomalyradar.server.security;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import io.anomalyradar.model.access.Grant;
import io.anomalyradar.model.access.Role;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A browser's session, kept by the browser: an encrypted and authenticated cookie (AES-256-GCM) that every server with
 * the same secret reads. No server keeps a session in memory. Thread-safe.
 */
@SuppressWarnings("JavaUtilDate") // the library's API
final class SessionCookie {
    private static final String NAME = "radar-session";
    /** Browsers accept this prefix only for a secure cookie of this very host. */
    private static final String SECURE_NAME = "__Host-radar-session";

    private static final Logger LOG = LoggerFactory.getLogger(SessionCookie.class);
    private static final String LOGIN = "radar-login";
    private static final String SECURE_LOGIN = "__Host-radar-login";
    private static final long LOGIN_SECONDS = 600;
    private static final String PURPOSE = "purpose";

    private final List<SecretKey> secrets;
    private final boolean behindTls;
    private final Clock clock;

    /**
     * Cookies under {@code secrets}: the first encrypts, each decrypts.
     *
     * @param publicUrl where browsers reach the server; null: as the request says
     */
    SessionCookie(List<SecretKey> secrets, @Nullable URI publicUrl, Clock clock) {
        this.secrets = List.copyOf(secrets);
        this.behindTls = publicUrl != null && "https".equals(publicUrl.getScheme());
        this.clock = clock;
    }

    static boolean isName(String name) {
        return name.equals(NAME) || name.equals(SECURE_NAME);
    }

    /** The cookie that makes {@code principal} the sender of the browser's requests. */
    Cookie of(Principal principal, ServiceRequestContext context) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(principal.sessionId())
                .subject(principal.name())
                .expirationTime(new Date(principal.endsAtMillis()))
                .claim(PURPOSE, "session")
                .claim("kind", principal.kind().name())
                .claim("key", principal.keyId())
                .claim("role", principal.grant().role().word())
                .claim("groups", List.copyOf(principal.grant().groups()))
                .claim("prefix", principal.grant().devicePrefix())
                .build();
        long seconds = Math.max(1, (principal.endsAtMillis() - clock.millis()) / 1_000);
        return cookie(NAME, SECURE_NAME, seal(claims), seconds, context)
                .sameSite("Strict")
                .path("/")
                .build();
    }

    /** The cookie that ends the browser's session. */
    Cookie none(ServiceRequestContext context) {
        return cookie(NAME, SECURE_NAME, "", 0, context)
                .sameSite("Strict")
                .path("/")
                .build();
    }

    /** A login that is under way, and the path to which it leads. */
    record Pending(CodeFlow.Attempt attempt, String path) {}

    /** The cookie that the browser brings back from the identity provider, which another site redirects to here. */
    Cookie ofAttempt(CodeFlow.Attempt attempt, String path, ServiceRequestContext context) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .expirationTime(new Date(clock.millis() + LOGIN_SECONDS * 1_000))
                .claim(PURPOSE, "login")
                .claim("state", attempt.state())
                .claim("nonce", attempt.nonce())
                .claim("verifier", attempt.verifier())
                .claim("path", path)
                .build();
        return cookie(LOGIN, SECURE_LOGIN, seal(claims), LOGIN_SECONDS, context)
                .sameSite("Lax")
                .path("/")
                .build();
    }

    Cookie noAttempt(ServiceRequestContext context) {
        return cookie(LOGIN, SECURE_LOGIN, "", 0, context)
                .sameSite("Lax")
                .path("/")
                .build();
    }

    /** The login that {@code request} ends; empty: none, or it took too long. */
    Optional<Pending> attempt(HttpRequest request) {
        for (Cookie cookie : request.headers().cookies()) {
            if (cookie.name().equals(LOGIN) || cookie.name().equals(SECURE_LOGIN)) {
                return open(cookie.value())
                        .filter(claims -> "login".equals(claims.getClaim(PURPOSE)))
                        .map(claims -> new Pending(
                                new CodeFlow.Attempt(
                                        text(claims, "state"), text(claims, "nonce"), text(claims, "verifier")),
                                text(claims, "path")));
            }
        }
        return Optional.empty();
    }

    private static String text(JWTClaimsSet claims, String name) {
        return String.valueOf(claims.getClaim(name));
    }

    /** A builder of a cookie that no script reads, and that is sent only over TLS where the server is reached so. */
    private com.linecorp.armeria.common.CookieBuilder cookie(
            String name, String secureName, String value, long seconds, ServiceRequestContext context) {
        boolean secure = behindTls || context.sessionProtocol().isTls();
        return Cookie.secureBuilder(secure ? secureName : name, value)
                .secure(secure)
                .httpOnly(true)
                .maxAge(seconds);
    }

    /** The sender that {@code value} proves; empty: it does not hold. */
    Optional<Principal> read(String value) {
        return open(value)
                .filter(claims -> "session".equals(claims.getClaim(PURPOSE)))
                .map(SessionCookie::principal);
    }

    private static @Nullable Principal principal(JWTClaimsSet claims) {
        try {
            Grant grant = new Grant(
                    Role.of(claims.getStringClaim("role")).orElse(Role.NONE),
                    Set.of(),
                    Set.copyOf(claims.getStringListClaim("groups")),
                    claims.getStringClaim("prefix"));
            return new Principal(
                    Principal.Kind.valueOf(claims.getStringClaim("kind")),
                    claims.getSubject(),
                    grant,
                    claims.getStringClaim("key"),
                    claims.getJWTID(),
                    claims.getExpirationTime().getTime());
        } catch (ParseException | IllegalArgumentException | NullPointerException otherRelease) {
            return null;
        }
    }

    /** {@code claims}, encrypted. */
    String seal(JWTClaimsSet claims) {
        try {
            EncryptedJWT jwt = new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), claims);
            jwt.encrypt(new DirectEncrypter(secrets.get(0)));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("a 256-bit key encrypts", impossible);
        }
    }

    /** The claims in {@code sealed}; empty: it was not made with one of the secrets, was changed, or has expired. */
    Optional<JWTClaimsSet> open(String sealed) {
        for (SecretKey secret : secrets) {
            try {
                EncryptedJWT jwt = EncryptedJWT.parse(sealed);
                if (!JWEAlgorithm.DIR.equals(jwt.getHeader().getAlgorithm())
                        || jwt.getHeader().getCompressionAlgorithm() != null) {
                    return Optional.empty();
                }
                jwt.decrypt(new DirectDecrypter(secret));
                JWTClaimsSet claims = jwt.getJWTClaimsSet();
                Date end = claims == null ? null : claims.getExpirationTime();
                return end != null && end.getTime() > clock.millis() ? Optional.of(claims) : Optional.empty();
            } catch (ParseException
                    | JOSEException
                    | RuntimeException notOurs) { // the library throws these at odd headers
                LOG.trace("a session cookie cannot be opened", notOurs);
            }
        }
        return Optional.empty();
    }
}
