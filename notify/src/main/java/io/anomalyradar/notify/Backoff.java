package io.anomalyradar.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter: attempt n waits between half and all of min(first · 2ⁿ, longest), so that many
 * senders that failed together do not retry together.
 *
 * @param first before the first repetition, > 0
 * @param longest at the most, ≥ first
 */
public record Backoff(Duration first, Duration longest) {
    public Backoff {
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("first must be positive, was " + first);
        }
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("longest must be at least " + first + ", was " + longest);
        }
    }

    /**
     * How long to wait after {@code failures} failed attempts in a row.
     *
     * @param failures ≥ 1
     */
    public Duration delay(int failures, RandomGenerator random) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1, was " + failures);
        }
        long nanos = first.toNanos();
        long limit = longest.toNanos();
        for (int i = 1; i < failures && nanos < limit; i++) {
            nanos = nanos > limit / 2 ? limit : nanos * 2;
        }
        return Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
    }
}
