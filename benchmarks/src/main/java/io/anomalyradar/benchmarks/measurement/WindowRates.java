package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.Spread;

/** Rates of a counter over windows of time. */
final class WindowRates {
    /** A counter, possibly a remote one. */
    @FunctionalInterface
    interface Count {
        long now() throws Exception;
    }

    private WindowRates() {}

    /** Rates per second of {@code count} over the effort's windows, one after another. */
    static Spread of(Count count, Effort effort) throws Exception {
        double[] rates = new double[effort.windows()];
        for (int i = 0; i < rates.length; i++) {
            long before = count.now();
            long start = System.nanoTime();
            Thread.sleep(effort.window().toMillis());
            rates[i] = (count.now() - before) * 1e9 / (System.nanoTime() - start);
        }
        return Spread.of(rates);
    }
}
