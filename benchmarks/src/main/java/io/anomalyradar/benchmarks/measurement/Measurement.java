package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.BenchmarkSection;

/** One measurement: starts what it needs, loads it for a limited time, stops it, and returns the results. */
@FunctionalInterface
public interface Measurement {
    /** Runs the measurement, in at most a few minutes. */
    BenchmarkSection measure(Effort effort) throws Exception;
}
