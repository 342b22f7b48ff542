package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.ClosedLoop;
import io.anomalyradar.benchmarks.load.CpuTimes;
import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.ReadingCounter;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Frames of a fleet on the way from a sender to a counter, in runs: the rate of each, and the processor time of this
 * process over all of them. Not thread-safe.
 */
final class Flow {
    private static final long IN_FLIGHT = 1_000_000;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
    private static final int THREADS_SHOWN = 9;

    private final LoadFleet fleet;
    private final FrameSender sender;
    private final ReadingCounter counter;
    private final Map<String, Double> secondsByThread = new TreeMap<>();
    private long readings;

    Flow(LoadFleet fleet, FrameSender sender, ReadingCounter counter) {
        this.fleet = fleet;
        this.sender = sender;
        this.counter = counter;
    }

    /** A run whose figures are not kept. */
    void warmUp(Duration settling, Duration window) throws IOException, InterruptedException {
        run(settling, window);
        secondsByThread.clear();
        readings = 0;
    }

    /**
     * Sends for {@code settling} and {@code window} and returns the rate in the latter. By then all sent readings have
     * come back.
     */
    double run(Duration settling, Duration window) throws IOException, InterruptedException {
        long base = counter.readings();
        ClosedLoop load = new ClosedLoop(fleet, sender, () -> counter.readings() - base, IN_FLIGHT);
        double rate;
        try (load) {
            Thread.sleep(settling.toMillis());
            CpuTimes begin = CpuTimes.now();
            long before = counter.readings();
            long start = System.nanoTime();
            Thread.sleep(window.toMillis());
            long counted = counter.readings() - before;
            rate = counted * 1e9 / (System.nanoTime() - start);
            CpuTimes.now().since(begin).forEach((name, used) -> secondsByThread.merge(name, used, Double::sum));
            readings += counted;
        }
        requireAll(load.sent(), base);
        return rate;
    }

    /** A rate means nothing if readings are lost. */
    private void requireAll(long sent, long base) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (counter.readings() - base < sent && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        long back = counter.readings() - base;
        if (back != sent) {
            throw new IllegalStateException("of " + sent + " readings sent " + back + " came back");
        }
    }

    /** Processor time of a reading, without that of the JIT compiler, which a longer run spreads over more readings. */
    double nanosPerReading() {
        double seconds = secondsByThread.entrySet().stream()
                .filter(thread -> !thread.getKey().contains("CompilerThre"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return seconds * 1e9 / readings;
    }

    /** The threads that use the most processor time, in nanoseconds a reading. */
    String threads() {
        return secondsByThread.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(THREADS_SHOWN)
                .map(thread -> String.format(
                        Locale.ROOT, "%s %.0f", thread.getKey().strip(), thread.getValue() * 1e9 / readings))
                .collect(Collectors.joining(", "));
    }
}
