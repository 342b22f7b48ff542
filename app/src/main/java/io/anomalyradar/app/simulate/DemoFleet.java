package io.anomalyradar.app.simulate;

import io.anomalyradar.model.telemetry.Frame;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A fleet in real time: sends its frames at a steady pace, evenly spread over the period, until it is stopped. After a
 * pause of the machine it continues with the present; nothing is sent in a burst.
 */
public final class DemoFleet implements Runnable {
    private static final long MAX_PARK_NANOS = 100_000_000;

    private final Fleet fleet;
    private final long periodNanos;
    private final Consumer<Frame> sink;
    private final Clock clock;
    private volatile boolean stopped;

    /**
     * A fleet that is not yet running.
     *
     * @param period between two frames of a device, at least 1 ms
     * @param sink accepts a frame and returns quickly; its exceptions end the fleet
     * @param clock gives the event times
     */
    public DemoFleet(FleetConfig config, Duration period, Consumer<Frame> sink, Clock clock) {
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("period must be at least 1 ms, was " + period);
        }
        this.fleet = new Fleet(config, label -> {});
        this.periodNanos = period.toNanos();
        this.sink = sink;
        this.clock = clock;
    }

    /** Sends until {@link #stop} or an interrupt of the thread. */
    @Override
    public void run() {
        long start = System.nanoTime();
        long frames = 0;
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            long due = start + frames / fleet.size() * periodNanos + frames % fleet.size() * periodNanos / fleet.size();
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, MAX_PARK_NANOS));
                continue;
            }
            if (-wait > periodNanos) {
                start -= wait;
            }
            Frame frame = fleet.next((int) (frames % fleet.size()), clock.millis());
            if (frame != null) {
                sink.accept(frame);
            }
            frames++;
        }
    }

    /** Makes {@link #run} return after the current frame. */
    public void stop() {
        stopped = true;
    }
}
