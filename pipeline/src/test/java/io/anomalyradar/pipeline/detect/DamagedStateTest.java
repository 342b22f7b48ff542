package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.Anomaly.Peak;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** A checkpoint in which the bytes of one device's detector state are damaged. */
class DamagedStateTest {
    private static final String DAMAGED = "pump-7";
    private static final String WHOLE = "pump-8";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final int SAMPLES = 100;
    private static final Attributes ATTRIBUTES = new Attributes("north", "pump", "", "");

    @Test
    void damagedDevice_beginsAnewAndOthersGoOn() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(damaged()), 0)) {
            detect.send(DAMAGED, SAMPLES * 1_000L, 50);
            detect.send(WHOLE, SAMPLES * 1_000L, 50);
            detect.send(DAMAGED, SAMPLES * 1_000L + 1_000, 51);

            assertThat(detect.scores())
                    .extracting(scores -> scores.status(0))
                    .containsExactly(SampleStatus.WARM_UP, SampleStatus.NORMAL, SampleStatus.WARM_UP);
            assertThat(detect.counted("unreadableStates")).isOne();
        }
    }

    @Test
    void anomalyThatWasOpen_endsAsFarAsItHadCome() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(damaged()), 0)) {
            detect.send(DAMAGED, SAMPLES * 1_000L, 50);

            assertThat(detect.anomalies()).singleElement().satisfies(ended -> {
                assertThat(ended.id()).isEqualTo(ID);
                assertThat(ended.revision()).isEqualTo(3);
                assertThat(ended.metric()).isEqualTo("t");
                assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
                assertThat(ended.endMillis()).isEqualTo(5);
                assertThat(ended.attributes()).isEqualTo(ATTRIBUTES);
                assertThat(ended.explanation())
                        .endsWith("ended because the job could not read what it knew of the device");
            });
        }
    }

    @Test
    void checkpointBeforeTheDeviceIsHeard_keepsTheBytes() throws Exception {
        OperatorSubtaskState next;
        try (DetectHarness detect = DetectHarness.restored(checkpoint(damaged()), 0)) {
            detect.send(WHOLE, SAMPLES * 1_000L, 50);
            next = detect.snapshot();

            assertThat(detect.counted("unreadableStates")).isZero();
        }

        try (DetectHarness detect = DetectHarness.restored(next, 1)) {
            detect.send(DAMAGED, SAMPLES * 1_000L, 50);

            assertThat(detect.counted("unreadableStates")).isOne();
            assertThat(detect.anomalies()).extracting(Anomaly::state).containsExactly(AnomalyState.ENDED);
        }
    }

    @Test
    void deviceThatNeverComesBack_endsByItsTimer() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(damaged()), 0)) {
            detect.watermark(START + DetectHarness.TTL);

            assertThat(detect.anomalies()).extracting(Anomaly::device).containsExactly(DAMAGED);
            assertThat(detect.counted("unreadableStates")).isOne();
            assertThat(detect.devicesRemembered()).isZero();
        }
    }

    @Test
    void stateOfALaterRelease_isNotDamageAndStopsTheJob() throws Exception {
        byte[] later = memory(true);
        later[9] = 3; // behind the length and the magic number

        OperatorSubtaskState checkpoint = checkpoint(later);

        assertThatThrownBy(() -> DetectHarness.restored(checkpoint, 0))
                .rootCause()
                .hasMessage("device state of version 3, but this release reads versions 1 to 2");
    }

    private static OperatorSubtaskState checkpoint(byte[] first) throws Exception {
        return EarlierJob.checkpoint(2, Map.of(DAMAGED, first, WHOLE, memory(false)), START + DetectHarness.TTL);
    }

    private static byte[] damaged() throws Exception {
        byte[] bytes = memory(true);
        bytes[500] ^= 0x10;
        return bytes;
    }

    /** The bytes, behind their version, of a device that has learnt {@value #SAMPLES} samples. */
    private static byte[] memory(boolean withAnomaly) throws IOException {
        DeviceDetector detector = new DeviceDetector(DetectorConfig.DEFAULT);
        DeviceState state = new DeviceState(DetectorConfig.DEFAULT, DetectFunction.REMEMBERED_FRAMES);
        state.addMetric("t");
        for (int i = 0; i < SAMPLES; i++) {
            detector.step(state, 0, i * 1_000L, 50 + i % 5, new Evaluation());
        }
        DeviceMemory memory = new DeviceMemory(state);
        memory.learn(ATTRIBUTES);
        memory.arrived(new SourcePosition(DetectHarness.TOPIC_ID, 1, 4, 0), START);
        memory.timerMillis(START + DetectHarness.TTL);
        if (withAnomaly) {
            Peak peak = new Peak(3, 71.2, 50.3, 46.2, 54.4, 12.5);
            memory.anomalies()
                    .put(0, new OpenAnomaly("t", ID, 2, 1, 5, 4, 1, Severity.WARNING, Pattern.SPIKE, peak, List.of()));
        }
        byte[] written = Bytes.of(memory, new DeviceMemorySerializer());
        return Arrays.copyOfRange(written, 1, written.length);
    }
}
