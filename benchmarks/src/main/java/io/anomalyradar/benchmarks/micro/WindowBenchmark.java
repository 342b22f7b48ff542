package io.anomalyradar.benchmarks.micro;

import io.anomalyradar.detector.aggregate.DeviceWindows;
import io.anomalyradar.detector.aggregate.WindowAggregator;
import io.anomalyradar.detector.aggregate.WindowConfig;
import io.anomalyradar.detector.aggregate.WindowResult;
import io.anomalyradar.detector.aggregate.WindowSink;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One sample into the windows of its series; every 100th closes the window of 10 s and emits the one of 60 s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {
    private static final int NOISE = 1 << 14;
    private static final long MILLIS_A_SAMPLE = 100;

    private final WindowAggregator aggregator = new WindowAggregator(WindowConfig.DEFAULT);
    private final DeviceWindows windows = aggregator.newState();
    private final double[] noise = new double[NOISE];
    private int at;
    private long time;

    public WindowBenchmark() {
        Random random = new Random(6);
        for (int i = 0; i < NOISE; i++) {
            noise[i] = 50 + random.nextGaussian();
        }
    }

    @Benchmark
    public void add(Blackhole told) {
        WindowSink sink = (int metric, WindowResult result) -> told.consume(result);
        time += MILLIS_A_SAMPLE;
        at = (at + 1) & (NOISE - 1);
        aggregator.add(windows, 0, time, noise[at], sink);
    }
}
