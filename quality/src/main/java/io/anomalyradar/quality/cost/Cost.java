package io.anomalyradar.quality.cost;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.DeviceStateCodec;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Time and memory per sample, of our detector and of the other detectors on the class path, in one run. */
public final class Cost {
    private static final String BENCHMARKS = "io\\.anomalyradar\\.quality\\..*";
    private static final String OURS = "anomalyRadar";
    private static final int LEARNT = 10_000;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Cost() {}

    private record Measured(String name, double median, double least, double bytes) {}

    /**
     * Runs the benchmarks and measures the state size of one series under {@code config}.
     *
     * @throws RunnerException if a benchmark fails or there is none
     */
    public static Section section(DetectorConfig config) throws RunnerException {
        List<Measured> all = new ArrayList<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(BENCHMARKS)
                        .addProfiler(GCProfiler.class)
                        .warmupIterations(6)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(12)
                        .measurementTime(TimeValue.milliseconds(400))
                        .forks(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()) {
            Statistics times = result.getPrimaryResult().getStatistics();
            all.add(new Measured(name(result), times.getPercentile(50), times.getMin(), allocated(result)));
        }
        all.sort(Comparator.comparingDouble(Measured::least));
        Table table =
                new Table("detector", "ns a sample, median", "least", "bytes allocated a sample", "times the cheapest");
        for (Measured one : all) {
            table.row(
                    one.name(),
                    number(one.median(), 0),
                    number(one.least(), 0),
                    number(one.bytes(), 1),
                    number(one.least() / all.get(0).least(), 0));
        }
        int encoded = encodedState(config);
        Section section = new Section("What a sample costs")
                .text(
                        "JMH, one thread, one fork, gc profiler, the same signal for all: a daily cycle, noise and occasional spikes,"
                                + " after 10,000 samples. On a machine with other load the minimum is closest to the true cost,"
                                + " so the minima are compared.")
                .table(table)
                .text("State of a device with one series after " + LEARNT + " samples, encoded: " + encoded
                        + " bytes.");
        for (Measured one : all) {
            if (one.name().equals(OURS)) {
                double dearest = all.get(all.size() - 1).least();
                section.figure(Figure.atMost("ns a sample", one.median(), 600, 0))
                        .figure(Figure.atMost("bytes allocated a sample", one.bytes(), 0, 0))
                        .figure(Figure.atLeast("times cheaper than the forest", dearest / one.least(), 100, 0));
            }
        }
        return section.figure(Figure.atMost("bytes of state a series, encoded", encoded, 8_192, 0));
    }

    private static int encodedState(DetectorConfig config) {
        DeviceDetector detector = new DeviceDetector(config);
        DeviceState state = detector.newState();
        int series = state.addMetric("value");
        Evaluation evaluation = new Evaluation();
        Random random = new Random(LEARNT);
        for (int i = 0; i < LEARNT; i++) {
            detector.step(state, series, i * 60_000L, random.nextGaussian(), evaluation);
        }
        return DeviceStateCodec.encode(state).length;
    }

    private static String name(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    private static double allocated(RunResult result) {
        for (Result<?> secondary : result.getSecondaryResults().values()) {
            if (secondary.getLabel().endsWith(ALLOCATED)) {
                // JMH's own allocation in an iteration appears as a fraction of a byte per operation
                return secondary.getScore() < 0.5 ? 0 : secondary.getScore();
            }
        }
        return Double.NaN;
    }
}
