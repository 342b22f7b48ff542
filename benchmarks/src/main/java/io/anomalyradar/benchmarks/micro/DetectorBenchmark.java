package io.anomalyradar.benchmarks.micro;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
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

/** One step of the default detector for one sample, after 1,200 samples of its series: time per sample. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DetectorBenchmark {
    private static final int NOISE = 1 << 14;
    private static final int METRICS = 10;
    private static final int SERIES = 5_000;

    private final SeriesDetector detector = new SeriesDetector(DetectorConfig.DEFAULT);
    private final double[] one = new double[detector.stateSize()];
    private final double[] many = new double[SERIES * detector.stateSize()];
    private final DeviceDetector deviceDetector = new DeviceDetector(DetectorConfig.DEFAULT);
    private final DeviceState device = deviceDetector.newState();
    private final Evaluation out = new Evaluation();
    private final double[] noise = new double[NOISE];
    private int at;
    private long time;

    public DetectorBenchmark() {
        Random random = new Random(5);
        for (int i = 0; i < NOISE; i++) {
            noise[i] = 50 + random.nextGaussian();
        }
        for (int metric = 0; metric < METRICS; metric++) {
            device.addMetric("sensor-" + metric);
        }
        int window = DetectorConfig.DEFAULT.window();
        for (int sample = 0; sample < window; sample++) {
            time++;
            detector.step(one, 0, time, value(), out);
            for (int metric = 0; metric < METRICS; metric++) {
                deviceDetector.step(device, metric, time, value(), out);
            }
            for (int series = 0; series < SERIES; series++) {
                detector.step(many, series * detector.stateSize(), time, value(), out);
            }
        }
    }

    /** A series whose numbers are in the processor's cache. */
    @Benchmark
    public Evaluation step() {
        detector.step(one, 0, ++time, value(), out);
        return out;
    }

    /** 5,000 series in turn, 10 MB, like a host with many devices. */
    @Benchmark
    @OperationsPerInvocation(SERIES)
    public Evaluation stepOfManySeries() {
        time++;
        for (int offset = 0; offset < many.length; offset += detector.stateSize()) {
            detector.step(many, offset, time, value(), out);
        }
        return out;
    }

    /** A frame of ten metrics, looked up by name: time per sample. */
    @Benchmark
    @OperationsPerInvocation(METRICS)
    public Evaluation stepOfFrame() {
        time++;
        for (int metric = 0; metric < METRICS; metric++) {
            deviceDetector.step(device, device.indexOf(device.metric(metric)), time, value(), out);
        }
        return out;
    }

    private double value() {
        at = (at + 1) & (NOISE - 1);
        return noise[at];
    }
}
