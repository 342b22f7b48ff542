package io.anomalyradar.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends at a steady rate, whatever comes out at the other end, in a thread of its own until it is stopped. What is due is counted from
 * the beginning, so that a pause is made good and the mean rate holds.
 */
public final class PacedLoop implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;

    /** Told of each frame right before it is sent. */
    @FunctionalInterface
    public interface Witness {
        void sending(String device, long timestampMillis);
    }

    private final Fleet fleet;
    private final FrameSender sender;
    private final double framesPerSecond;
    private final Witness witness;
    private final AtomicLong sent = new AtomicLong();
    private final Worker worker;

    /**
     * Begins to send.
     *
     * @param readingsPerSecond of the whole fleet
     */
    public PacedLoop(Fleet fleet, FrameSender sender, double readingsPerSecond, Witness witness) {
        this.fleet = fleet;
        this.sender = sender;
        this.framesPerSecond = readingsPerSecond / fleet.samplesPerFrame();
        this.witness = witness;
        this.worker = Worker.start("bench-load", this::run);
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

    /** Sends no more, and returns once all that was sent is acknowledged. */
    @Override
    public void close() {
        worker.stop();
    }
}
