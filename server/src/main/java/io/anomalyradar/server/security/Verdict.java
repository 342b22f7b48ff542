package io.anomalyradar.server.security;

import io.anomalyradar.server.http.Problem;

/** What becomes of a credential. */
sealed interface Verdict {
    /** It proves who sends. */
    record Known(Principal principal) implements Verdict {}

    /** There is none. */
    record Absent() implements Verdict {}

    /** It does not hold: unknown, wrong, expired or revoked; the sender is not told which. */
    record Refused() implements Verdict {}

    /** It cannot be decided now. */
    record Undecided(Problem problem) implements Verdict {}
}
