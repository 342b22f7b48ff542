package io.anomalyradar.benchmarks.load;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How long frames took from the moment of their sending to the moment of their coming out at the other end, known by device and time. Both
 * ends are in this process, so that one clock measures. Thread-safe.
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

    /** The frame is sent now. */
    public void sending(String device, long timestampMillis) {
        underWay.putIfAbsent(new Key(device, timestampMillis), nanos.getAsLong()); // of two of the same time the first
    }

    /** The frame came out now; frames that were not sent here, and those that came before, are not counted. */
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

    /** Frames that are still under way. */
    public int missing() {
        return underWay.size();
    }

    public synchronized int count() {
        return count;
    }

    /**
     * The latency in milliseconds that the part {@code q} of all frames stayed at or below.
     *
     * @throws IllegalStateException when nothing came out
     */
    public synchronized double quantile(double q) {
        if (count == 0) {
            throw new IllegalStateException("nothing came out at the other end");
        }
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) Math.ceil(q * count) - 1)];
    }
}
