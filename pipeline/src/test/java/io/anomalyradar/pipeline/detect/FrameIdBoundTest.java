package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.telemetry.Frame;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bound on the frame ids of all devices together: {@code pipeline.max-frame-ids}. */
class FrameIdBoundTest {
    private static final int MOST = FrameIds.MOST_ENTRIES;
    private static final int DEVICES = 400;

    @ParameterizedTest
    @EnumSource
    void moreIdsThanTheBound_theOldestAreEvictedAndTheNewestOfEachDeviceAreKnown(StateBackend backend)
            throws Exception {
        try (DetectHarness detect = DetectHarness.of(bounded(backend), null, 0)) {
            for (int round = 0; round < 20; round++) {
                sendOneOfEach(detect, round);
            }
            assertThat(detect.gauged("frameIds")).isBetween(MOST / 2L, (long) MOST);
            assertThat(detect.gauged("frameIdsEvicted")).isGreaterThanOrEqualTo(20L * DEVICES - MOST);
            assertThat(detect.counted("duplicates")).isZero();

            sendOneOfEach(detect, 19);
            assertThat(detect.counted("duplicates")).isEqualTo(DEVICES);

            sendOneOfEach(detect, 0);
            assertThat(detect.counted("duplicates"))
                    .as("hardly any device has kept its oldest id")
                    .isLessThan(DEVICES + DEVICES / 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void restart_countsWhatItRestores_andEvictsFirstFromTheDeviceThatIsSilentLongest(StateBackend backend)
            throws Exception {
        OperatorSubtaskState snapshot;
        long offset;
        try (DetectHarness before = DetectHarness.of(bounded(backend), null, 0)) {
            for (int i = 0; i < 1_000; i++) {
                send(before, "silent", "s-" + i + "-x", i);
            }
            for (int i = 0; i < 1_000; i++) {
                send(before, "busy", "b-" + i + "-x", 1_000 + i);
            }
            snapshot = before.snapshot();
            offset = before.nextOffset();
        }

        try (DetectHarness after = DetectHarness.of(bounded(backend), snapshot, offset)) {
            assertThat(after.gauged("frameIds")).isEqualTo(2_000);
            for (int device = 0; device < 3; device++) {
                for (int i = 0; i < 800; i++) {
                    send(after, "new-" + device, "n-" + i + "-x", 2_000 + i);
                }
            }

            assertThat(after.gauged("frameIds")).isLessThanOrEqualTo(MOST);
            send(after, "silent", "s-0-x", 3_000);
            assertThat(after.counted("duplicates")).isZero();
            send(after, "silent", "s-999-x", 3_001);
            send(after, "busy", "b-0-x", 3_002);
            send(after, "busy", "b-999-x", 3_003);
            assertThat(after.counted("duplicates")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void newestBody_staysWhole(StateBackend backend) throws Exception {
        try (DetectHarness detect = DetectHarness.of(bounded(backend), null, 0)) {
            for (int round = 0; round < 10; round++) {
                sendOneOfEach(detect, round);
            }
            for (int i = 0; i < 3_000; i++) {
                send(detect, "large", "body:" + 64 * i, i);
            }
            for (int i = 0; i < 3_000; i++) {
                send(detect, "large", "body:" + 64 * i, i);
            }

            assertThat(detect.counted("duplicates")).isEqualTo(3_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void evictedDevice_givesItsRoomBack(StateBackend backend) throws Exception {
        try (DetectHarness detect = DetectHarness.of(bounded(backend), null, 0)) {
            sendOneOfEach(detect, 0);

            detect.watermark(START + 2 * DetectHarness.TTL);

            assertThat(detect.gauged("frameIds")).isZero();
        }
    }

    private static PipelineConfig bounded(StateBackend backend) {
        return DetectHarness.frameIds(backend, MOST);
    }

    private static void sendOneOfEach(DetectHarness detect, int round) throws Exception {
        for (int device = 0; device < DEVICES; device++) {
            send(detect, "d" + device, "key-" + round + "-x", round);
        }
    }

    private static void send(DetectHarness detect, String device, String id, int second) throws Exception {
        Frame frame = Frame.of(device, second * 1_000L, new String[] {"t"}, new double[] {1})
                .withId(id);
        detect.send(frame, START + second * 1_000L);
    }
}
