package io.anomalyradar.app.send;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Lets event time pass at a {@link Speed}: waits until a time is due, counted from the first one. Times that go back
 * are due immediately. Not thread-safe.
 */
public final class Pacer {
    private static final long MAX_PARK_NANOS = 50_000_000;

    private final Speed speed;
    private final BooleanSupplier stopped;
    private final LongSupplier nanoClock;
    private boolean started;
    private long startMillis;
    private long startNanos;

    /** @param stopped checked at least every 50 ms while waiting */
    public Pacer(Speed speed, BooleanSupplier stopped) {
        this(speed, stopped, System::nanoTime);
    }

    Pacer(Speed speed, BooleanSupplier stopped, LongSupplier nanoClock) {
        this.speed = speed;
        this.stopped = stopped;
        this.nanoClock = nanoClock;
    }

    /** Nanoseconds until {@code eventMillis} is due; 0 or less: it is. The first time requested is due immediately. */
    public long nanosUntil(long eventMillis) {
        if (speed.isMax()) {
            return 0;
        }
        if (!started) {
            started = true;
            startMillis = eventMillis;
            startNanos = nanoClock.getAsLong();
        }
        double offset = (eventMillis - startMillis) * 1e6 / speed.factor();
        return (long) offset - (nanoClock.getAsLong() - startNanos);
    }

    /** Waits until {@code eventMillis} is due; false when stopped before that. */
    public boolean await(long eventMillis) {
        for (long wait = nanosUntil(eventMillis); wait > 0; wait = nanosUntil(eventMillis)) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(wait, MAX_PARK_NANOS));
        }
        return !stopped.getAsBoolean();
    }
}
