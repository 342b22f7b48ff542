package io.anomalyradar.server.security;

import io.anomalyradar.server.http.Problem;

/** What becomes of a credential. */
sealed interface CredentialCheck {
    /** It proves who sends. */
    record Known(Principal principal) implements CredentialCheck {}

    /** There is none. */
    record Absent() implements CredentialCheck {}

    /** It does not hold: unknown, wrong, expired or revoked; the sender is not told which. */
    record Refused() implements CredentialCheck {}

    /** It cannot be decided now. */
    record Undecided(Problem problem) implements CredentialCheck {}
}
