package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.telemetry.Frame;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That no anomaly stays open after its series has fallen silent. */
class IdleAnomalyTest {
    private static final long IDLE = Duration.ofMinutes(10).toMillis();
    private static final long LAST = 103_000; // the newest sample

    @ParameterizedTest
    @EnumSource
    void deviceThatStops_hasItsAnomalyClosedByTheWatermark(StateBackend backend) throws Exception {
        try (DetectHarness detect = open(backend)) {
            sendSpike(detect);
            Anomaly open = last(detect);

            detect.watermark(START + LAST + IDLE - 1);
            int before = detect.anomalies().size();
            detect.watermark(START + LAST + IDLE);

            assertThat(detect.anomalies()).hasSize(before + 1);
            assertThat(last(detect)).satisfies(closed -> {
                assertThat(closed.id()).isEqualTo(open.id());
                assertThat(closed.revision()).isEqualTo(open.revision() + 1);
                assertThat(closed.state()).isEqualTo(AnomalyState.ENDED);
                assertThat(closed.endMillis()).isEqualTo(LAST);
                assertThat(closed.explanation()).contains("pipeline.anomaly-idle-timeout");
            });
            assertThat(detect.devicesRemembered()).isOne();
        }
    }

    @Test
    void nextFrameAfterTheTimeout_closesTheSameAnomalyAlike() throws Exception {
        try (DetectHarness byTimer = open(StateBackend.HASHMAP);
                DetectHarness byFrame = open(StateBackend.HASHMAP)) {
            sendSpike(byTimer);
            sendSpike(byFrame);

            byTimer.watermark(START + LAST + IDLE);
            byTimer.send("pump-7", LAST + IDLE, 50);
            byFrame.send("pump-7", LAST + IDLE, 50);

            assertThat(byFrame.anomalies()).isEqualTo(byTimer.anomalies());
            assertThat(last(byFrame).state()).isEqualTo(AnomalyState.ENDED);
        }
    }

    @Test
    void metricThatStops_isClosedWhileItsDeviceGoesOn() throws Exception {
        try (DetectHarness detect = open(StateBackend.HASHMAP)) {
            sendSpike(detect);

            for (long time = LAST; time <= LAST + IDLE; time += 60_000) {
                detect.send(Frame.of("pump-7", time, new String[] {"u"}, new double[] {1}), START + time);
            }

            assertThat(last(detect)).satisfies(closed -> {
                assertThat(closed.metric()).isEqualTo("t");
                assertThat(closed.state()).isEqualTo(AnomalyState.ENDED);
            });
        }
    }

    @Test
    void nextSpikeAfterTheTimeout_opensAnAnomalyOfItsOwn() throws Exception {
        try (DetectHarness detect = open(StateBackend.HASHMAP)) {
            sendSpike(detect);
            String before = last(detect).id();
            detect.watermark(START + LAST + IDLE);

            detect.send("pump-7", LAST + IDLE, 900);

            assertThat(last(detect).state()).isEqualTo(AnomalyState.OPEN);
            assertThat(last(detect).revision()).isOne();
            assertThat(last(detect).id()).isNotEqualTo(before);
        }
    }

    @Test
    void seriesWithALongInterval_isNotSilentBeforeItsFourthSampleIsMissing() throws Exception {
        try (DetectHarness detect = open(StateBackend.HASHMAP)) {
            long interval = IDLE - 60_000;
            for (int i = 0; i < 100; i++) {
                detect.send("meter", i * interval, 50 + i % 5);
            }
            detect.send("meter", 100 * interval, 90);

            detect.watermark(START + 100 * interval + IDLE);
            boolean open = last(detect).state() == AnomalyState.OPEN;
            detect.watermark(START + 100 * interval + 4 * interval);

            assertThat(open).isTrue();
            assertThat(last(detect).state()).isEqualTo(AnomalyState.ENDED);
        }
    }

    @Test
    void timerOfTheSnapshot_stillClosesTheAnomaly() throws Exception {
        OperatorSubtaskState snapshot;
        try (DetectHarness before = open(StateBackend.HASHMAP)) {
            sendSpike(before);
            snapshot = before.snapshot();
        }

        try (DetectHarness after = DetectHarness.of(settings(StateBackend.HASHMAP), snapshot, 104)) {
            after.watermark(START + LAST + IDLE);

            assertThat(after.anomalies()).extracting(Anomaly::state).containsExactly(AnomalyState.ENDED);
        }
    }

    private static DetectHarness open(StateBackend backend) throws Exception {
        return DetectHarness.of(settings(backend), null, 0);
    }

    private static PipelineConfig settings(StateBackend backend) {
        return DetectHarness.with(backend, 10, 10, 100, Duration.ofMillis(IDLE));
    }

    private static void sendSpike(DetectHarness detect) throws Exception {
        detect.sendUsual("pump-7", 0, 100);
        for (int i = 0; i < 4; i++) {
            detect.send("pump-7", 100_000 + i * 1_000L, 90);
        }
    }

    private static Anomaly last(DetectHarness detect) {
        List<Anomaly> anomalies = detect.anomalies();
        return anomalies.get(anomalies.size() - 1);
    }
}
