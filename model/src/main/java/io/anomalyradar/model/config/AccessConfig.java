package io.anomalyradar.model.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the server, and how the connection is protected.
 *
 * @param loginRequired whether requests on loopback must authenticate too
 * @param oidc null: people log in by key
 * @param sessionLifetime of a browser's session, from 1 minute to {@link #LONGEST_SESSION}
 * @param sessionSecretFile holds the secret that protects session cookies, the same on every server; null: this server
 *     makes its own
 * @param publicUrl where browsers reach the server; null: as the request says
 * @param tls null: plain HTTP
 */
public record AccessConfig(
        boolean loginRequired,
        @Nullable OidcConfig oidc,
        Duration sessionLifetime,
        @Nullable Path sessionSecretFile,
        @Nullable URI publicUrl,
        @Nullable TlsConfig tls) {
    public static final Duration LONGEST_SESSION = Duration.ofDays(7);

    /** No login, no TLS. */
    public static final AccessConfig NONE = new AccessConfig(false, null, Duration.ofHours(8), null, null, null);

    public AccessConfig {
        Checks.atLeast("login.session-lifetime", sessionLifetime, Duration.ofMinutes(1));
        if (sessionLifetime.compareTo(LONGEST_SESSION) > 0) {
            throw new IllegalArgumentException("login.session-lifetime must be at most 7d, was " + sessionLifetime);
        }
    }
}
