package io.anomalyradar.server.live;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How many samples were scored, and how long that took, over the last ten seconds: one slot a second, each with its
 * count and up to {@value #KEPT} latencies (the later ones of a second replace earlier ones evenly). Written by one
 * thread, read by any.
 */
final class FlowStatistics {
    private static final int WINDOW = 10;
    /** One more, for the second that is not over yet. */
    private static final int SLOTS = WINDOW + 1;

    private static final int KEPT = 256;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final long[] seconds = new long[SLOTS];
    private final long[] samples = new long[SLOTS];
    private final int[] frames = new int[SLOTS];
    private final long[][] latencies = new long[SLOTS][KEPT];

    FlowStatistics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        Arrays.fill(seconds, Long.MIN_VALUE);
    }

    synchronized void add(int sampleCount, long latencyMillis) {
        long second = Math.floorDiv(nanoTime.getAsLong(), NANOS_PER_SECOND);
        int slot = (int) Math.floorMod(second, (long) SLOTS);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            samples[slot] = 0;
            frames[slot] = 0;
        }
        samples[slot] += sampleCount;
        latencies[slot][frames[slot] % KEPT] = latencyMillis;
        frames[slot]++;
    }

    /** Samples a second, over the last ten whole seconds. */
    synchronized double samplesPerSecond() {
        long now = Math.floorDiv(nanoTime.getAsLong(), NANOS_PER_SECOND);
        long total = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (isRecent(slot, now) && seconds[slot] != now) {
                total += samples[slot];
            }
        }
        return (double) total / WINDOW;
    }

    /** Median of the latencies kept, in milliseconds; 0 when there are none. */
    synchronized double medianLatencyMillis() {
        long now = Math.floorDiv(nanoTime.getAsLong(), NANOS_PER_SECOND);
        long[] all = new long[SLOTS * KEPT];
        int size = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (isRecent(slot, now)) {
                int count = Math.min(frames[slot], KEPT);
                System.arraycopy(latencies[slot], 0, all, size, count);
                size += count;
            }
        }
        if (size == 0) {
            return 0;
        }
        Arrays.sort(all, 0, size);
        return (all[(size - 1) / 2] + all[size / 2]) / 2.0;
    }

    private boolean isRecent(int slot, long nowSecond) {
        return seconds[slot] != Long.MIN_VALUE && nowSecond - seconds[slot] <= WINDOW;
    }
}
