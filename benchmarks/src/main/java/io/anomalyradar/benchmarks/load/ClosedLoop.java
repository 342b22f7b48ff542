package io.anomalyradar.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Sends as fast as the receiving end keeps up: at most {@code bound} readings are in flight, so that the measurement
 * covers the whole path and not the depth of a queue. Runs in a thread of its own until it is stopped.
 */
public final class ClosedLoop implements AutoCloseable {
    private static final long PAUSE_NANOS = 200_000;

    private final LoadFleet fleet;
    private final FrameSender sender;
    private final LongSupplier received;
    private final long bound;
    private final AtomicLong sent = new AtomicLong();
    private final LoadThread worker;

    /**
     * Starts sending.
     *
     * @param received the number of readings received at the other end so far
     */
    public ClosedLoop(LoadFleet fleet, FrameSender sender, LongSupplier received, long bound) {
        this.fleet = fleet;
        this.sender = sender;
        this.received = received;
        this.bound = bound;
        this.worker = LoadThread.start("bench-load", this::run);
    }

    /** Readings sent so far. */
    public long sent() {
        worker.check();
        return sent.get();
    }

    private void run(BooleanSupplier going) {
        long total = 0;
        while (going.getAsBoolean()) {
            if (total - received.getAsLong() >= bound) {
                LockSupport.parkNanos(PAUSE_NANOS);
                continue;
            }
            sender.send(fleet.next(System.currentTimeMillis()));
            total += fleet.samplesPerFrame();
            sent.lazySet(total);
        }
        sender.flush();
    }

    /** Stops sending and returns once all sent readings are acknowledged. */
    @Override
    public void close() {
        worker.stop();
    }
}
