package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** The JMH benchmarks of {@code micro}: time and memory of the steps that every reading passes through. */
public final class HotPath implements Measurement {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int MANY = 30;

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        int iterations = effort == Effort.FULL ? MANY : MANY / 3;
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("io.anomalyradar.benchmarks.micro")
                        .addProfiler(GCProfiler.class)
                        .warmupIterations(10)
                        .warmupTime(TimeValue.milliseconds(300))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.milliseconds(150))
                        .forks(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<Row> rows = new ArrayList<>();
        for (RunResult result : results) {
            Statistics times = result.getPrimaryResult().getStatistics();
            String name = name(result);
            rows.add(new Row(name, spread(times), Unit.NANOSECONDS, timeAim(name)));
            rows.add(new Row(name + ", allocated", allocated(result), Unit.BYTES, allocationAim(name)));
        }
        return new BenchmarkSection(
                "(f) Steps of the hot path",
                "JMH, one thread, one fork, average time of " + iterations
                        + " short iterations, with the gc profiler. On a machine with other load the smallest figure is closest to"
                        + " the true cost. *ByProtoc* is protoc's generated code for the same task, for comparison"
                        + " (docs/adr/0004).",
                rows,
                List.of());
    }

    private static String name(RunResult result) {
        String[] parts = result.getParams().getBenchmark().split("\\.", -1);
        return parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
    }

    private static Spread spread(Statistics statistics) {
        return new Spread(
                statistics.getPercentile(50), statistics.getMin(), statistics.getMax(), (int) statistics.getN());
    }

    private static Spread allocated(RunResult result) {
        for (Result<?> secondary : result.getSecondaryResults().values()) {
            if (secondary.getLabel().endsWith(ALLOCATED)) {
                double bytes = secondary.getScore();
                // JMH's own allocation in an iteration appears as a fraction of a byte per operation
                return Spread.of(bytes < 0.5 ? 0 : bytes);
            }
        }
        throw new IllegalStateException(
                "the gc profiler reported nothing for " + result.getParams().getBenchmark());
    }

    /** 0.2 ms per tick of 5,000 series with windows of 1,200 samples. */
    private static @Nullable Aim timeAim(String name) {
        return name.equals("Tick.tick") ? Aim.atMost(40) : null;
    }

    /** The detector allocates nothing. */
    private static @Nullable Aim allocationAim(String name) {
        return name.startsWith("Detector.") || name.startsWith("Tick.") ? Aim.atMost(0) : null;
    }
}
