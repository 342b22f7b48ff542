package io.anomalyradar.benchmarks.micro;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesDetector;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One tick: one sample for each of 5,000 series with the z-score detector, after its windows of 1,200 samples are full:
 * time per sample, of which 40 ns are 0.2 ms per tick. The series start at different times, so that each tick has its
 * share of windows whose sums are recomputed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TickBenchmark {
    private static final int NOISE = 1 << 16;
    private static final int SERIES = 5_000;
    private static final long MILLIS_A_SAMPLE = 1_000;

    private final SeriesDetector detector = new SeriesDetector(DetectorConfig.ZSCORE);
    private final int size = detector.stateSize();
    private final double[] states = new double[SERIES * size];
    private final Evaluation out = new Evaluation();
    private final double[] noise = new double[NOISE];
    private int at;
    private long time;

    public TickBenchmark() {
        Random random = new Random(7);
        for (int i = 0; i < NOISE; i++) {
            noise[i] = 100 + random.nextGaussian();
        }
        int window = DetectorConfig.ZSCORE.window();
        for (int sample = 0; sample < 2 * window; sample++) {
            time += MILLIS_A_SAMPLE;
            step(Math.min((sample + 1) * SERIES / window, SERIES));
        }
    }

    @Benchmark
    @OperationsPerInvocation(SERIES)
    public Evaluation tick() {
        time += MILLIS_A_SAMPLE;
        step(SERIES);
        return out;
    }

    private void step(int series) {
        for (int i = 0; i < series; i++) {
            at = (at + 1) & (NOISE - 1);
            detector.step(states, i * size, time, noise[at], out);
        }
    }
}
