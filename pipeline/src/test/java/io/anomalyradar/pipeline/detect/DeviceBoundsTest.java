package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static io.anomalyradar.pipeline.detect.DetectHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The bounds on devices and series of the whole job. */
class DeviceBoundsTest {
    private static final PipelineConfig TWO_DEVICES = DetectHarness.bounded(10, 2, 100);
    private static final PipelineConfig THREE_SERIES = DetectHarness.bounded(10, 100, 3);

    @Test
    void deviceBeyondTheBound_isRefusedAsADeadLetterAndCanBeReplayed() throws Exception {
        try (DetectHarness detect = DetectHarness.of(TWO_DEVICES, null, 0)) {
            detect.send("a", 0, 1);
            detect.send("b", 0, 1);
            detect.send("c", 0, 7);
            detect.send("a", 1_000, 2);

            assertThat(detect.scores()).extracting(ScoreFrame::device).containsExactly("a", "b", "a");
            assertThat(detect.letters()).singleElement().satisfies(letter -> {
                assertThat(codes(letter)).containsExactly(RefusalCode.TOO_MANY_DEVICES);
                assertThat(letter.refusals().get(0).message()).contains("pipeline.max-devices");
                Frame replayed = new TelemetryDecoder()
                        .decode(letter.value(), Topics.PROTOBUF, null)
                        .frame();
                assertThat(replayed).isEqualTo(Frame.of("c", 0, new String[] {"t"}, new double[] {7}));
            });
            assertThat(detect.gauged("devices")).isEqualTo(2);
        }
    }

    @Test
    void forgottenDevice_givesItsRoomToAnother() throws Exception {
        try (DetectHarness detect = DetectHarness.of(TWO_DEVICES, null, 0)) {
            detect.send("a", 0, 1);
            detect.send("b", TTL / 2, 1);

            detect.watermark(START + TTL);
            detect.send("c", TTL, 1);

            assertThat(detect.letters()).isEmpty();
            assertThat(detect.gauged("devices")).isEqualTo(2);
            assertThat(detect.gauged("series")).isEqualTo(2);
        }
    }

    @Test
    void boundAfterARestart_countsDevicesThatWereNotReceivedSince() throws Exception {
        OperatorSubtaskState snapshot;
        try (DetectHarness before = DetectHarness.of(TWO_DEVICES, null, 0)) {
            before.send("a", 0, 1);
            before.send("b", 0, 1);
            snapshot = before.snapshot();
        }

        try (DetectHarness after = DetectHarness.of(TWO_DEVICES, snapshot, 2)) {
            after.send("c", 0, 1);

            assertThat(after.letters()).hasSize(1);
            assertThat(after.gauged("devices")).isEqualTo(2);
        }
    }

    @Test
    void seriesBeyondTheBound_areRefusedAndTheRestIsScored() throws Exception {
        try (DetectHarness detect = DetectHarness.of(THREE_SERIES, null, 0)) {
            detect.send("a", 0, 1);
            detect.send("b", 0, 1);
            detect.send(Frame.of("a", 1_000, new String[] {"t", "u", "v"}, new double[] {1, 2, 3}), START);

            ScoreFrame last = detect.scores().get(2);
            assertThat(List.of(last.metric(0), last.metric(1))).containsExactly("t", "u");
            assertThat(detect.letters()).singleElement().satisfies(letter -> {
                assertThat(codes(letter)).containsExactly(RefusalCode.TOO_MANY_SERIES);
                assertThat(letter.refusals().get(0).message()).contains("pipeline.max-series");
            });
            assertThat(detect.gauged("series")).isEqualTo(3);
        }
    }

    @Test
    void heartbeat_isNeverRefused() throws Exception {
        try (DetectHarness detect = DetectHarness.of(TWO_DEVICES, null, 0)) {
            detect.send("a", 0, 1);
            detect.send("b", 0, 1);
            detect.send(Topics.heartbeatDevice(0), 0, 1);

            assertThat(detect.letters()).isEmpty();
            assertThat(detect.scores()).hasSize(3);
        }
    }

    private static List<RefusalCode> codes(DeadLetter letter) {
        return letter.refusals().stream().map(Refusal::code).toList();
    }
}
