package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Backoff;
import io.anomalyradar.notify.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The delays before a failed attempt is retried. A receiver that certainly does not have the notification gets it again
 * soon. A receiver that did not answer may have it, and gets it again after a minute at the earliest.
 */
final class Pace {
    private static final Backoff FAILED = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Backoff UNKNOWN = new Backoff(Duration.ofMinutes(2), Duration.ofMinutes(20));

    /**
     * How long to wait after {@code outcome}; empty: it is final.
     *
     * @param failures attempts that failed so far, this one included
     */
    Optional<Duration> waitAfter(Outcome outcome, int failures) {
        if (outcome instanceof Outcome.Retryable retryable) {
            Duration wait = FAILED.delay(failures, ThreadLocalRandom.current());
            Duration asked = retryable.after();
            return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
        }
        return outcome instanceof Outcome.OutcomeUnknown
                ? Optional.of(UNKNOWN.delay(failures, ThreadLocalRandom.current()))
                : Optional.empty();
    }
}
