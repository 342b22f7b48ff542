package io.anomalyradar.server.security;

import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds out whom a credential proves. Thread-safe. */
final class Authentication {
    private final KeyRing keys;
    private final SessionCookie cookie;
    private final @Nullable TokenVerifier tokens;
    private final boolean loginRequired;

    /**
     * The ways in.
     *
     * @param tokens of the identity provider; null: there is none
     * @param loginRequired false: what is not ours is ignored, as InfluxDB's clients present something to anybody
     */
    Authentication(KeyRing keys, SessionCookie cookie, @Nullable TokenVerifier tokens, boolean loginRequired) {
        this.keys = keys;
        this.cookie = cookie;
        this.tokens = tokens;
        this.loginRequired = loginRequired;
    }

    CompletableFuture<CredentialCheck> verdict(Credential credential) {
        if (credential instanceof Credential.Token token && tokens != null) {
            return tokens.verdict(token.text());
        }
        return CompletableFuture.completedFuture(atOnce(credential));
    }

    private CredentialCheck atOnce(Credential credential) {
        if (credential instanceof Credential.None) {
            return new CredentialCheck.Absent();
        }
        if (credential instanceof Credential.Session session) {
            return cookie.read(session.text())
                    .filter(keys::holds)
                    .<CredentialCheck>map(CredentialCheck.Known::new)
                    .orElseGet(
                            CredentialCheck.Absent
                                    ::new); // a page whose session is over goes on asking: it is no attack
        }
        if (credential instanceof Credential.Key key && (loginRequired || KeyText.id(key.text()) != null)) {
            return ofKey(key.text());
        }
        return loginRequired ? new CredentialCheck.Refused() : new CredentialCheck.Absent();
    }

    /** The verdict on the text of a key. A one-time key proves nobody: it is exchanged for a session or a key. */
    private CredentialCheck ofKey(String text) {
        Optional<ApiKey> found = keys.find(text).filter(key -> !key.oneTime());
        if (found.isPresent()) {
            return new CredentialCheck.Known(Principal.of(found.get()));
        }
        return keys.isComplete() ? new CredentialCheck.Refused() : new CredentialCheck.Undecided(notRead());
    }

    static Problem notRead() {
        return Problem.of(ProblemCode.BROKER_UNAVAILABLE, "the keys have not been read yet: is the broker there?")
                .retryAfter(1);
    }
}
