package io.anomalyradar.quality.forest;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One sample of one series through our default detector and through the forest: time per sample. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SampleBenchmark {
    private static final int SIGNAL = 1 << 16;
    private static final int LEARNT = 10_000;
    private static final int DAY = 1_440;

    private final double[] signal = new double[SIGNAL];
    private final DeviceDetector detector = new DeviceDetector(DetectorConfig.DEFAULT);
    private final DeviceState state = detector.newState();
    private final int series = state.addMetric("value");
    private final Evaluation evaluation = new Evaluation();
    private final ThresholdedRandomCutForest forest = Forest.grown();
    private long sample;

    /** A detector and a forest that have learnt the same samples. */
    public SampleBenchmark() {
        Random random = new Random(5);
        for (int i = 0; i < SIGNAL; i++) {
            double spike = random.nextInt(1_000) == 0 ? 12 : 0;
            signal[i] = 50 + 3 * StrictMath.sin(2 * Math.PI * i / DAY) + random.nextGaussian() + spike;
        }
        for (int i = 0; i < LEARNT; i++) {
            anomalyRadar();
            sample--;
            thresholdedRandomCutForest();
        }
    }

    /** Our detector. */
    @Benchmark
    public Evaluation anomalyRadar() {
        sample++;
        detector.step(state, series, sample * 60_000, signal[(int) sample & (SIGNAL - 1)], evaluation);
        return evaluation;
    }

    /** The forest. */
    @Benchmark
    public AnomalyDescriptor thresholdedRandomCutForest() {
        sample++;
        return forest.process(new double[] {signal[(int) sample & (SIGNAL - 1)]}, sample);
    }
}
