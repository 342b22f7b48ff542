package io.anomalyradar.benchmarks.micro;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.SeriesWindows;
import io.anomalyradar.detector.aggregate.WindowResult;
import io.anomalyradar.detector.aggregate.WindowSample;
import io.anomalyradar.detector.aggregate.WindowSink;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** One sample into the windows of its series: ten a second, or one, or one every ten seconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {
    private static final int NOISE = 1 << 14;

    /** Between two samples. */
    @Param({"100", "1000", "10000"})
    public long stepMillis;

    private final SeriesWindows windows = new SeriesWindows();
    private final WindowSample sample = new WindowSample();
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
    public void add(Blackhole emitted) {
        WindowSink sink = (WindowResult result) -> emitted.consume(result);
        time += stepMillis;
        at = (at + 1) & (NOISE - 1);
        sample.at(time, noise[at]).scored(1, SampleStatus.NORMAL).expected(50, 45, 55);
        windows.add(sample, sink);
    }
}
