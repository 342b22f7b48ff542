package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static io.anomalyradar.pipeline.detect.DetectHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;

/** A checkpoint in which the bytes of one series are damaged: only that series learns from scratch. */
class DamagedStateTest {
    private static final String DEVICE = "pump-7";
    private static final String DAMAGED = "flow-rate";
    private static final String WHOLE = "pressure";
    private static final int SAMPLES = 100;
    private static final Attributes ATTRIBUTES = new Attributes("north", "pump", "", "");

    @Test
    void damagedSeries_learnsAnewAndTheOthersOfItsDeviceGoOn() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(damaged(checkpoint()), SAMPLES)) {
            send(detect, SAMPLES, 50);

            ScoreFrame scores = detect.scores().get(0);
            assertThat(scores.status(0)).isEqualTo(SampleStatus.WARM_UP);
            assertThat(scores.status(1)).isNotEqualTo(SampleStatus.WARM_UP);
            assertThat(detect.counted("unreadableStates")).isOne();
        }
    }

    @Test
    void anomalyThatWasOpen_isClosedAsFarAsItHadCome() throws Exception {
        Anomaly open = opened();
        try (DetectHarness detect = DetectHarness.restored(damaged(checkpoint()), SAMPLES)) {
            send(detect, SAMPLES, 50);

            assertThat(detect.anomalies()).singleElement().satisfies(closed -> {
                assertThat(closed.id()).isEqualTo(open.id());
                assertThat(closed.revision()).isEqualTo(open.revision() + 1);
                assertThat(closed.metric()).isEqualTo(DAMAGED);
                assertThat(closed.state()).isEqualTo(AnomalyState.ENDED);
                assertThat(closed.endMillis()).isEqualTo((SAMPLES - 1) * 1_000L);
                assertThat(closed.peak()).isEqualTo(open.peak());
                assertThat(closed.attributes()).isEqualTo(ATTRIBUTES);
                assertThat(closed.explanation())
                        .endsWith("ended because the job could not read what it knew of the series");
            });
        }
    }

    @Test
    void checkpointBeforeTheSeriesIsReceived_keepsTheBytes() throws Exception {
        OperatorSubtaskState next;
        try (DetectHarness detect = DetectHarness.restored(damaged(checkpoint()), SAMPLES)) {
            detect.send("another", 0, 50);
            next = detect.snapshot();

            assertThat(detect.counted("unreadableStates")).isZero();
        }

        try (DetectHarness detect = DetectHarness.restored(next, SAMPLES + 1)) {
            send(detect, SAMPLES, 50);

            assertThat(detect.counted("unreadableStates")).isOne();
            assertThat(detect.anomalies()).extracting(Anomaly::state).containsExactly(AnomalyState.ENDED);
        }
    }

    @Test
    void deviceThatNeverComesBack_isForgottenByItsTimer() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(damaged(checkpoint()), SAMPLES)) {
            detect.watermark(START + SAMPLES * 1_000L + TTL);

            assertThat(detect.anomalies()).extracting(Anomaly::metric).containsExactly(DAMAGED);
            assertThat(detect.counted("unreadableStates")).isOne();
            assertThat(detect.devicesRemembered()).isZero();
        }
    }

    private static OperatorSubtaskState checkpoint() throws Exception {
        try (DetectHarness detect = DetectHarness.fresh()) {
            sendHistory(detect);
            return detect.snapshot();
        }
    }

    private static Anomaly opened() throws Exception {
        try (DetectHarness detect = DetectHarness.fresh()) {
            sendHistory(detect);
            List<Anomaly> anomalies = detect.anomalies();
            return anomalies.get(anomalies.size() - 1);
        }
    }

    private static void sendHistory(DetectHarness detect) throws Exception {
        for (int i = 0; i < SAMPLES; i++) {
            send(detect, i, i < SAMPLES - 1 ? 50 + i % 5 : 90);
        }
    }

    private static void send(DetectHarness detect, int second, double flow) throws Exception {
        String[] metrics = {DAMAGED, WHOLE};
        double[] values = {flow, second % 3};
        detect.send(
                new Frame(DEVICE, second * 1_000L, metrics, values, ATTRIBUTES, Map.of(), null),
                START + second * 1_000L);
    }

    /** The checkpoint with one bit of the numbers of the damaged series changed. */
    private static OperatorSubtaskState damaged(OperatorSubtaskState checkpoint) throws Exception {
        KeyGroupsStateHandle handle = (KeyGroupsStateHandle)
                checkpoint.getManagedKeyedState().iterator().next();
        byte[] bytes;
        try (var in = handle.openInputStream()) {
            bytes = in.readAllBytes();
        }
        int at = -1;
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int i = text.indexOf("ARSS"); i >= 0; i = text.indexOf("ARSS", i + 1)) {
            at = text.startsWith(DAMAGED, i + 9) ? i : at; // magic, version, length of the name
        }
        bytes[at + 500] ^= 0x10;
        return OperatorSubtaskState.builder()
                .setManagedKeyedState(new KeyGroupsStateHandle(
                        handle.getGroupRangeOffsets(), new ByteStreamStateHandle("damaged", bytes)))
                .setManagedOperatorState(checkpoint.getManagedOperatorState())
                .build();
    }
}
