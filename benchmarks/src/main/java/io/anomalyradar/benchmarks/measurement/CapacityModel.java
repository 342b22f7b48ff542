package io.anomalyradar.benchmarks.measurement;

import io.anomalyradar.benchmarks.load.FrameSender;
import io.anomalyradar.benchmarks.load.LoadFleet;
import io.anomalyradar.benchmarks.load.ReadingCounter;
import io.anomalyradar.benchmarks.report.Aim;
import io.anomalyradar.benchmarks.report.BenchmarkSection;
import io.anomalyradar.benchmarks.report.Row;
import io.anomalyradar.benchmarks.report.Spread;
import io.anomalyradar.benchmarks.report.Unit;
import io.anomalyradar.benchmarks.stack.JobStack;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The model of docs/capacity.md: a frame costs processor time by itself, and each reading in it some more. Fitted to
 * frames of one and of ten, it predicts what readings in frames of four cost, which is measured as well.
 */
public final class CapacityModel implements Measurement {
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final int SERIES = 5_000;
    private static final int SMALL = 1;
    private static final int LARGE = 10;
    private static final int HELD_BACK = 4;
    private static final double TOLERANCE = 0.2;

    @Override
    public BenchmarkSection measure(Effort effort) throws Exception {
        double small = nanosPerReading(SMALL, effort);
        double large = nanosPerReading(LARGE, effort);
        double heldBack = nanosPerReading(HELD_BACK, effort);
        double frame = (small - large) / (1.0 / SMALL - 1.0 / LARGE);
        double reading = small - frame / SMALL;
        double predicted = reading + frame / HELD_BACK;
        return new BenchmarkSection(
                "(k) Capacity model",
                "Processor time per reading of producer, broker, job and consumer together, without the JIT compiler, for 5,000 "
                        + "series in frames of n readings: *per reading + per frame ÷ n*. Frames of four are not used for the fit. "
                        + "docs/capacity.md uses it.",
                List.of(
                        Row.of("per frame, fitted", Spread.of(frame), Unit.NANOSECONDS),
                        Row.of("per reading, fitted", Spread.of(reading), Unit.NANOSECONDS),
                        Row.of("a reading in frames of four, predicted", Spread.of(predicted), Unit.NANOSECONDS),
                        Row.of("a reading in frames of four, measured", Spread.of(heldBack), Unit.NANOSECONDS),
                        new Row(
                                "distance of prediction and measurement",
                                Spread.of(Math.abs(predicted / heldBack - 1)),
                                Unit.RATIO,
                                Aim.atMost(TOLERANCE))),
                List.of(String.format(
                        Locale.ROOT, "Measured: %.0f ns in frames of one, %.0f ns in frames of ten.", small, large)));
    }

    private static double nanosPerReading(int metrics, Effort effort) throws Exception {
        try (JobStack stack = JobStack.start();
                ReadingCounter scores = ReadingCounter.ofScores(stack.bootstrapServers());
                FrameSender sender = new FrameSender(stack.bootstrapServers())) {
            Flow flow = new Flow(new LoadFleet(SERIES / metrics, metrics, 1), sender, scores);
            flow.warmUp(effort.warmUp(), effort.window());
            for (int i = 0; i < effort.windows(); i++) {
                flow.run(SETTLING, effort.window());
            }
            return flow.nanosPerReading();
        }
    }
}
