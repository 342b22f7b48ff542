package io.anomalyradar.server.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.anomalyradar.notify.Backoff;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity provider: its addresses and its keys. Looks for it until it is found, then once an hour. What is known
 * remains in force while it is away. Thread-safe.
 */
final class Provider implements AutoCloseable {
    static final int TIMEOUT_MILLIS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final int MAX_KEY_SET_BYTES = 512 << 10;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final long KEYS_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long KEYS_PATIENCE_MILLIS = 2L * TIMEOUT_MILLIS;
    /** Tokens that name unknown keys make the server ask for the keys, and no more often than this. */
    private static final long KEYS_PAUSE_MILLIS = 5_000;

    private static final long OUTAGE_MILLIS = Duration.ofHours(4).toMillis();

    /** What is known of it. */
    record Known(OIDCProviderMetadata metadata, JWSKeySelector<SecurityContext> keys) {}

    private final URI issuer;
    private final Worker worker;
    private volatile @Nullable Known known;
    /** Why the last attempt to reach it failed; empty: it did not. */
    private volatile String failure = "";

    Provider(URI issuer, MeterRegistry meters) {
        this.issuer = issuer;
        worker = Worker.start("identity-provider", this::look, meters);
    }

    private void look(Worker thread) {
        int failures = 0;
        while (!thread.isStopping()) {
            try {
                take(OIDCProviderMetadata.resolve(new Issuer(issuer), TIMEOUT_MILLIS, TIMEOUT_MILLIS));
                failures = 0;
                failure = "";
                thread.pause(AGAIN);
            } catch (IOException | GeneralException | RuntimeException away) {
                String reason = String.valueOf(away.getMessage());
                if (!reason.equals(failure)) {
                    LOG.warn("the identity provider {} does not answer as it should: {}", issuer, reason);
                }
                failure = reason;
                failures++;
                thread.pause(BACKOFF.delay(failures, ThreadLocalRandom.current()));
            }
        }
    }

    private void take(OIDCProviderMetadata found) throws MalformedURLException {
        Known before = known;
        if (before == null || !before.metadata().toJSONObject().equals(found.toJSONObject())) {
            known = new Known(found, selector(found));
            LOG.info("people log in at {}", issuer);
        }
    }

    private static JWSKeySelector<SecurityContext> selector(OIDCProviderMetadata found) throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        found.getJWKSetURI().toURL(),
                        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_KEY_SET_BYTES))
                .cache(KEYS_MILLIS, KEYS_PATIENCE_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(KEYS_PAUSE_MILLIS)
                .retrying(true)
                .outageTolerant(OUTAGE_MILLIS)
                .build();
        Set<JWSAlgorithm> asymmetric = new HashSet<>(JWSAlgorithm.Family.SIGNATURE); // neither none nor a shared secret
        return new JWSVerificationKeySelector<>(asymmetric, keys);
    }

    URI issuer() {
        return issuer;
    }

    /** What is known of it; empty: it has not been reached since the server started. */
    Optional<Known> known() {
        return Optional.ofNullable(known);
    }

    PartState state() {
        if (known == null) {
            return PartState.down(
                    "login",
                    "the identity provider " + issuer + " does not answer: " + failure
                            + "; people cannot log in, keys and sessions work");
        }
        return failure.isEmpty()
                ? PartState.up("login", "people log in at " + issuer)
                : PartState.down("login", "the identity provider " + issuer + " is away: " + failure);
    }

    @Override
    public void close() {
        worker.stop();
    }
}
