package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Backoff;
import io.anomalyradar.notify.Outcome;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Limits the attempts of a channel to what its receiver takes.
 *
 * <p><b>Rate.</b> A bucket that holds a minute's messages and fills evenly.
 *
 * <p><b>Circuit breaker.</b> After {@value #FAILURES} attempts in a row that failed, one attempt at a time tries whether the
 * receiver is back, with a pause after each that it is not. The first that succeeds ends that. A receiver that asks for a
 * time without messages (Retry-After) gets it, from the whole channel.
 *
 * <p>Not thread-safe.
 */
final class ChannelGate {
    static final int FAILURES = 20;

    private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30));
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private double permits;
    private long filledNanos;
    private int failures;
    private boolean paused;
    private long pausedUntilNanos;

    /** @param perMinute 0: any number */
    ChannelGate(int perMinute, LongSupplier nanoTime, RandomGenerator random) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
        this.random = random;
        permits = perMinute;
        filledNanos = nanoTime.getAsLong();
    }

    /** How many of {@code free} attempts may begin now, while {@code running} are under way. */
    int admits(int free, int running) {
        long now = nanoTime.getAsLong();
        if (paused && now - pausedUntilNanos < 0) {
            return 0;
        }
        paused = false;
        int admitted = isOpen() ? Math.max(0, 1 - running) : free;
        if (perMinute == 0) {
            return Math.min(free, admitted);
        }
        permits = Math.min(perMinute, permits + (now - filledNanos) * perMinute / NANOS_PER_MINUTE);
        filledNanos = now;
        return Math.min(Math.min(free, admitted), (int) permits);
    }

    /** Attempts that it admitted begin. */
    void began(int attempts) {
        permits -= attempts;
    }

    /** An attempt has ended. */
    void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Refused) {
            failures = 0; // a receiver that refuses a message takes others
            return;
        }
        failures++;
        if (isOpen()) {
            pauseFor(PAUSE.delay(failures - FAILURES + 1, random));
        }
        Duration asked = outcome instanceof Outcome.Retryable retryable ? retryable.after() : null;
        if (asked != null) {
            pauseFor(asked);
        }
    }

    /** Whether the receiver is taken to be down. */
    boolean isOpen() {
        return failures >= FAILURES;
    }

    private void pauseFor(Duration pause) {
        long until = nanoTime.getAsLong() + pause.toNanos();
        pausedUntilNanos = paused && pausedUntilNanos - until > 0 ? pausedUntilNanos : until;
        paused = true;
    }
}
