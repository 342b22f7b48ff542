package io.anomalyradar.benchmarks.load;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The time from the sending of a frame to its arrival at the other end; device and time identify the frame. Both ends
 * are in this process, so one clock measures. Thread-safe.
 */
public final class Latencies {
    private record Key(String device, long timestampMillis) {}

    private final Map<Key, Long> underWay = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private double[] millis = new double[1 << 12];
    private int count;

    /** Latencies by the clock of the JVM. */
    public Latencies() {
        this(System::nanoTime);
    }

    Latencies(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Records that the frame is sent now. */
    public void sending(String device, long timestampMillis) {
        // of two frames with the same time, the first
        underWay.putIfAbsent(new Key(device, timestampMillis), nanos.getAsLong());
    }

    /** Records that the frame arrived now; frames that were not sent here, and repeated arrivals, are not counted. */
    public void received(String device, long timestampMillis) {
        Long start = underWay.remove(new Key(device, timestampMillis));
        if (start != null) {
            add((nanos.getAsLong() - start) / 1e6);
        }
    }

    private synchronized void add(double latency) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count * 2);
        }
        millis[count++] = latency;
    }

    /** Frames in flight. */
    public int missing() {
        return underWay.size();
    }

    public synchronized int count() {
        return count;
    }

    /**
     * The quantile {@code q} of the latency, in milliseconds.
     *
     * @throws IllegalStateException if nothing arrived
     */
    public synchronized double quantile(double q) {
        if (count == 0) {
            throw new IllegalStateException("nothing arrived at the other end");
        }
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) Math.ceil(q * count) - 1)];
    }
}
