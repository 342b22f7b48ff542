package io.anomalyradar.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends at a steady rate, whatever arrives at the other end, in a thread of its own until it is stopped. The due count
 * is computed from the start, so that the loop catches up after a pause and keeps the mean rate.
 */
public final class PacedLoop implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;

    /** Called for each frame right before it is sent. */
    @FunctionalInterface
    public interface Witness {
        void sending(String device, long timestampMillis);
    }

    private final LoadFleet fleet;
    private final FrameSender sender;
    private final double framesPerSecond;
    private final Witness witness;
    private final AtomicLong sent = new AtomicLong();
    private final LoadThread worker;

    /**
     * Starts sending.
     *
     * @param readingsPerSecond of the whole fleet
     */
    public PacedLoop(LoadFleet fleet, FrameSender sender, double readingsPerSecond, Witness witness) {
        this.fleet = fleet;
        this.sender = sender;
        this.framesPerSecond = readingsPerSecond / fleet.samplesPerFrame();
        this.witness = witness;
        this.worker = LoadThread.start("bench-load", this::run);
    }

    /** Readings sent so far. */
    public long sent() {
        worker.check();
        return sent.get();
    }

    private void run(BooleanSupplier going) {
        long start = System.nanoTime();
        long frames = 0;
        while (going.getAsBoolean()) {
            long due = (long) ((System.nanoTime() - start) / 1e9 * framesPerSecond);
            if (frames >= due) {
                LockSupport.parkNanos(TICK_NANOS);
                continue;
            }
            for (; frames < due && going.getAsBoolean(); frames++) {
                long now = System.currentTimeMillis();
                witness.sending(fleet.upcoming(), now);
                sender.send(fleet.next(now));
            }
            sent.lazySet(frames * fleet.samplesPerFrame());
        }
        sender.flush();
    }

    /** Stops sending and returns once all sent readings are acknowledged. */
    @Override
    public void close() {
        worker.stop();
    }
}
