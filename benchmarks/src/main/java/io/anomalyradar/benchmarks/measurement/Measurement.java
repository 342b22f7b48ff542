package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.Section;

/** One thing that is measured: starts what it needs, loads it for a bounded time, stops it, and tells what it saw. */
@FunctionalInterface
public interface Measurement {
    /** Measures, in at most a few minutes. */
    Section measure(Effort effort) throws Exception;
}
