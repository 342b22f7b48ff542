package io.anomalyradar.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemException;
import io.anomalyradar.server.http.WorkPool;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies bearer tokens of the identity provider: signature, issuer, audience and time. A token that was verified is
 * known for {@value #FRESH_SECONDS} s. Thread-safe.
 */
@SuppressWarnings("JavaUtilDate") // the library's API
final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int MAX_TOKEN = 16 << 10;
    private static final int MAX_VERIFIED = 10_000;
    private static final int FRESH_SECONDS = 60;
    private static final int SKEW_SECONDS = 60;
    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    private record Verified(Principal principal, long freshUntilMillis) {}

    private final Provider provider;
    private final OidcConfig config;
    private final PersonClaims person;
    private final WorkPool pool;
    private final Clock clock;
    private final Map<String, Verified> verified = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > MAX_VERIFIED;
        }
    });

    TokenVerifier(Provider provider, OidcConfig config, WorkPool pool, Clock clock) {
        this.provider = provider;
        this.config = config;
        this.person = new PersonClaims(config);
        this.pool = pool;
        this.clock = clock;
    }

    /** The verdict on {@code token}; may take as long as a request to the provider, on a thread of the pool. */
    CompletableFuture<CredentialCheck> verdict(String token) {
        String hash = KeyText.hash(token);
        Verified earlier = verified.get(hash);
        if (earlier != null && clock.millis() < earlier.freshUntilMillis()) {
            return CompletableFuture.completedFuture(new CredentialCheck.Known(earlier.principal()));
        }
        Optional<SignedJWT> signed = parsed(token);
        if (signed.isEmpty()) {
            return CompletableFuture.completedFuture(new CredentialCheck.Refused());
        }
        return pool.compose(() -> CompletableFuture.completedFuture(verified(signed.get(), hash)))
                .exceptionally(TokenVerifier::undecided);
    }

    /** Refuses what cannot be a token of this provider before it takes a thread. */
    private Optional<SignedJWT> parsed(String token) {
        if (token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean ours = claims != null && config.issuer().toString().equals(claims.getIssuer());
            return ours ? Optional.of(jwt) : Optional.empty();
        } catch (ParseException | RuntimeException notAToken) { // the library throws these at odd headers
            LOG.trace("a bearer token cannot be read", notAToken);
            return Optional.empty();
        }
    }

    private CredentialCheck verified(SignedJWT token, String hash) {
        Optional<Provider.Known> known = provider.known();
        if (known.isEmpty()) {
            return new CredentialCheck.Undecided(away());
        }
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPES.toArray(new JOSEObjectType[0])) {
                @Override
                public void verify(JOSEObjectType type, SecurityContext context) throws BadJOSEException {
                    if (type != null) { // many providers leave it out
                        super.verify(type, context);
                    }
                }
            });
            processor.setJWSKeySelector(known.get().keys());
            DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier = new DefaultJWTClaimsVerifier<>(
                    new HashSet<>(config.audiences()), // the library asks it for null
                    new JWTClaimsSet.Builder()
                            .issuer(config.issuer().toString())
                            .build(),
                    Set.of("sub", "exp"),
                    Set.of());
            claimsVerifier.setMaxClockSkew(SKEW_SECONDS);
            processor.setJWTClaimsSetVerifier(claimsVerifier);
            Principal principal = principal(processor.process(token, null));
            long fresh =
                    Math.min(clock.millis() + Duration.ofSeconds(FRESH_SECONDS).toMillis(), principal.endsAtMillis());
            verified.put(hash, new Verified(principal, fresh));
            return new CredentialCheck.Known(principal);
        } catch (KeySourceException away) {
            LOG.warn("the keys of the identity provider cannot be read: {}", away.getMessage());
            return new CredentialCheck.Undecided(away());
        } catch (BadJOSEException | JOSEException | RuntimeException refused) {
            LOG.debug("a bearer token is refused: {}", refused.getMessage());
            return new CredentialCheck.Refused();
        }
    }

    private Principal principal(JWTClaimsSet claims) {
        long end = Objects.requireNonNull(claims.getExpirationTime()).getTime();
        Map<String, Object> fields = claims.getClaims();
        return new Principal(
                Principal.Kind.PERSON,
                person.name(fields),
                person.grant(fields),
                "",
                "",
                end + Duration.ofSeconds(SKEW_SECONDS).toMillis());
    }

    private static Problem away() {
        return Problem.of(
                        ProblemCode.LOGIN_UNAVAILABLE,
                        "whether the token holds cannot be decided now: its key is not known yet, or the identity provider"
                                + " does not answer; try again shortly")
                .retryAfter(2);
    }

    private static CredentialCheck undecided(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return new CredentialCheck.Undecided(cause instanceof ProblemException full ? full.problem() : away());
    }
}
