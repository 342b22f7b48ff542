package io.anomalyradar.app.simulate;

import io.anomalyradar.model.event.Event;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Users in real time: sends what they do at a steady pace until it is stopped; nothing is sent in a burst. */
public final class DemoActivity implements Runnable {
    private static final int USERS = 200;
    private static final long MAX_PARK_NANOS = 100_000_000;

    private final Activity activity;
    private final long periodNanos;
    private final Consumer<List<Event>> sink;
    private final Clock clock;
    private volatile boolean stopped;

    /**
     * Activity that is not yet running.
     *
     * @param sink accepts events and returns quickly; its exceptions end the activity
     */
    public DemoActivity(long seed, double eventsPerSecond, Consumer<List<Event>> sink, Clock clock) {
        this.activity = new Activity(seed, USERS, List.of(AttackKind.values()));
        this.periodNanos = (long) (1e9 / eventsPerSecond);
        this.sink = sink;
        this.clock = clock;
    }

    /** Sends until {@link #stop} or an interrupt of the thread. */
    @Override
    public void run() {
        long due = System.nanoTime();
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, MAX_PARK_NANOS));
                continue;
            }
            sink.accept(activity.until(clock.millis()));
            due = Math.max(due, System.nanoTime() - periodNanos) + periodNanos;
        }
    }

    /** Makes {@link #run} return after the current event. */
    public void stop() {
        stopped = true;
    }
}
