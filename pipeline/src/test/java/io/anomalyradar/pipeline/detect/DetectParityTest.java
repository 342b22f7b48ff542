package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Digest;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.ParitySignal;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator, checkpointed and restored on the way, gives the bits of the parity vectors (spec/detector-state.md).
 */
class DetectParityTest {
    private static final Path FILE = Path.of("..", "spec", "golden", "parity-v5.csv");
    private static final long SAMPLES = Long.getLong("radar.parity.samples", 1_000_000);
    private static final int RESTARTS = 4;
    private static final String[] METRICS = IntStream.range(0, ParitySignal.SERIES)
            .mapToObj(ParitySignal::metric)
            .toArray(String[]::new);

    private final DeviceDetector detector = new DeviceDetector(DetectorConfig.DEFAULT);
    private final DeviceState state = detector.newState();
    private final ParitySignal signal = new ParitySignal();
    private final Evaluation evaluation = new Evaluation();
    private final Digest golden = new Digest();
    private final Digest core = new Digest();
    private final Digest operator = new Digest();
    private PipelineConfig pipeline = PipelineConfig.DEFAULT;

    @SuppressWarnings("NullAway.Init") // set by the test
    private DetectHarness harness;

    @BeforeEach
    void open() {
        for (String metric : METRICS) {
            state.addMetric(metric);
        }
    }

    @AfterEach
    void close() {
        harness.close();
    }

    /**
     * The core is compared with the golden file; the operator is compared with the core, in all fields of a score
     * frame.
     */
    @ParameterizedTest
    @EnumSource
    void detect_paritySignal_givesTheGoldenBits(StateBackend backend) throws Exception {
        pipeline = DetectHarness.with(backend, ParitySignal.SERIES, 10, 1_000, Duration.ofHours(1));
        harness = DetectHarness.of(pipeline, null, 0);
        long ticks = SAMPLES / ParitySignal.SERIES;

        for (long tick = 1; tick <= ticks; tick++) {
            signal.next();
            ScoreFrame scores = detect(tick);
            for (int i = 0; i < ParitySignal.SERIES; i++) {
                detector.step(state, i, signal.timestampMillis(), signal.value(i), evaluation);
                golden.add(evaluation);
                double score = Double.isNaN(evaluation.score()) ? 0 : evaluation.score();
                core.add(evaluation.status().number());
                core.add(evaluation.expected());
                core.add(evaluation.lower());
                core.add(evaluation.upper());
                core.add(score);
                operator.add(scores.status(i).number());
                operator.add(scores.expected(i));
                operator.add(scores.lower(i));
                operator.add(scores.upper(i));
                operator.add(scores.score(i));
            }
            if (tick % (ticks / RESTARTS) == 0) {
                restart(tick);
            }
        }

        assertThat(operator.hex()).isEqualTo(core.hex());
        assertThat(Files.readString(FILE)).contains("\n" + SAMPLES + "," + golden.hex() + ",");
    }

    private ScoreFrame detect(long tick) throws Exception {
        double[] values =
                IntStream.range(0, METRICS.length).mapToDouble(signal::value).toArray();
        harness.send(Frame.of("d", signal.timestampMillis(), METRICS, values), DetectHarness.START + 1_000 * tick);
        Object emitted = Objects.requireNonNull(harness.operator().getOutput().poll());
        return (ScoreFrame) ((StreamRecord<?>) emitted).getValue();
    }

    private void restart(long offset) throws Exception {
        var snapshot = harness.snapshot();
        harness.close();
        harness = DetectHarness.of(pipeline, snapshot, offset);
    }
}
