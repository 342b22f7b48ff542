package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static io.anomalyradar.pipeline.detect.DetectHarness.TOPIC_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.junit.jupiter.api.Test;

/** A job of today that goes on from the checkpoint of a job whose states were of version 1: one z-score window a series, no budget. */
class DetectUpgradeTest {
    private static final String DEVICE = "pump-7";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final long NEWEST = 22_000; // of the series with the open anomaly, which began at 20 s

    @Test
    void anomalyThatWasOpen_growsAndEndsOnceUnderItsId() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(), 100)) {
            sendUsual(detect, 60);

            List<Anomaly> told = ofTemperature(detect.anomalies());
            assertThat(told).extracting(Anomaly::id).containsOnly(ID);
            assertThat(told).extracting(Anomaly::state).containsOnlyOnce(AnomalyState.ENDED);
            assertThat(told).extracting(Anomaly::revision).startsWith(3).doesNotHaveDuplicates();
            assertThat(told.get(told.size() - 1)).satisfies(ended -> {
                assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
                assertThat(ended.metric()).isEqualTo("temperature");
                assertThat(ended.startMillis()).isEqualTo(20_000);
                assertThat(ended.endMillis()).isGreaterThanOrEqualTo(NEWEST);
                assertThat(ended.peak().actual()).isGreaterThanOrEqualTo(60);
                assertThat(ended.attributes()).isEqualTo(new Attributes("north", "", "", "acme"));
            });
        }
    }

    @Test
    void scoringGoesOn_withoutALongWarmUpAndInTheOrderOfTime() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(), 100)) {
            send(detect, NEWEST - 1, 0.5);
            sendUsual(detect, 60);

            List<SampleStatus> statuses = detect.scores().stream()
                    .map(frame -> status(frame, "temperature"))
                    .toList();
            assertThat(statuses.get(0)).isEqualTo(SampleStatus.LATE);
            assertThat(statuses.get(60)).isIn(SampleStatus.NORMAL, SampleStatus.UNUSUAL);
        }
    }

    @Test
    void frameIdThatTheEarlierJobHad_isStillADuplicate() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(), 100)) {
            Frame frame = Frame.of(DEVICE, NEWEST + 1_000, new String[] {"temperature"}, new double[] {1});

            detect.send(frame.withId("frame-2"), START);
            detect.send(frame.withId("frame-9"), START);

            assertThat(detect.scores()).hasSize(1);
            assertThat(detect.counted("duplicates")).isOne();
        }
    }

    @Test
    void deviceThatNeverComesBack_isForgottenByItsOldTimer() throws Exception {
        try (DetectHarness detect = DetectHarness.restored(checkpoint(), 100)) {
            int before = detect.devicesRemembered();

            detect.watermark(START + DetectHarness.TTL + 1_000);

            assertThat(before).isOne();
            assertThat(detect.devicesRemembered()).isZero();
            assertThat(detect.anomalies()).singleElement().satisfies(ended -> {
                assertThat(ended.id()).isEqualTo(ID);
                assertThat(ended.metric()).isEqualTo("temperature");
                assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
            });
        }
    }

    @Test
    void nextCheckpoint_isOfTodaysVersionsAndGoesOn() throws Exception {
        OperatorSubtaskState before = checkpoint();
        OperatorSubtaskState after;
        long offset;
        try (DetectHarness detect = DetectHarness.restored(before, 100)) {
            send(detect, NEWEST + 1_000, 63);
            after = detect.snapshot();
            offset = detect.nextOffset();
        }

        assertThat(isOfToday(before)).isFalse();
        assertThat(detectorVersion(before)).isOne();
        assertThat(isOfToday(after)).isTrue();
        assertThat(detectorVersion(after)).isEqualTo(2);
        try (DetectHarness detect = DetectHarness.restored(after, offset)) {
            sendUsual(detect, 60);

            assertThat(ofTemperature(detect.anomalies()))
                    .extracting(Anomaly::id, Anomaly::state)
                    .containsOnlyOnce(org.assertj.core.groups.Tuple.tuple(ID, AnomalyState.ENDED));
        }
    }

    private static OperatorSubtaskState checkpoint() throws Exception {
        return EarlierJob.checkpoint(1, Map.of(DEVICE, memory()), START + DetectHarness.TTL);
    }

    /** The memory of a device, behind its version, as the first release wrote it. */
    private static byte[] memory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        byte[] detection = detectorState();
        Text.writeLength(out, detection.length);
        out.write(detection);
        for (String attribute : new String[] {"north", "", "", "acme", TOPIC_ID}) {
            Text.write(out, attribute);
        }
        out.writeInt(1);
        out.writeLong(99);
        out.writeLong(START + DetectHarness.TTL);
        Text.writeLength(out, 1);
        Text.writeLength(out, 0); // temperature
        Text.write(out, ID);
        out.writeInt(2);
        for (long number : new long[] {20_000, NEWEST, 3, 0}) {
            out.writeLong(number);
        }
        Text.write(out, "CRITICAL");
        Text.write(out, "LEVEL_SHIFT");
        out.writeLong(NEWEST);
        for (double number : new double[] {62, 0.5, -2, 3, 30}) {
            out.writeDouble(number);
        }
        return bytes.toByteArray();
    }

    private static byte[] detectorState() throws IOException {
        String hex = Files.readString(Path.of("..", "spec", "golden", "device-state-v1.hex"));
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** Samples between 0 and 1, as before the anomaly. */
    private static void sendUsual(DetectHarness detect, int count) throws Exception {
        for (int i = 1; i <= count; i++) {
            send(detect, NEWEST + 1_000L + i * 1_000L, i % 2);
        }
    }

    private static void send(DetectHarness detect, long timestampMillis, double value) throws Exception {
        detect.send(
                Frame.of(DEVICE, timestampMillis, new String[] {"temperature"}, new double[] {value}),
                START + timestampMillis);
    }

    private static List<Anomaly> ofTemperature(List<Anomaly> anomalies) {
        return anomalies.stream()
                .filter(anomaly -> anomaly.metric().equals("temperature"))
                .toList();
    }

    private static SampleStatus status(ScoreFrame frame, String metric) {
        assertThat(frame.metric(0)).isEqualTo(metric);
        return frame.status(0);
    }

    /** Whether the keyed state says that today's serializer wrote it. */
    private static boolean isOfToday(OperatorSubtaskState checkpoint) throws IOException {
        KeyedBackendSerializationProxy<?> description =
                new KeyedBackendSerializationProxy<>(DetectUpgradeTest.class.getClassLoader());
        try (var in = handle(checkpoint).openInputStream()) {
            description.read(new DataInputViewStreamWrapper(in));
        }
        StateMetaInfoSnapshot state = description.getStateMetaInfoSnapshots().stream()
                .filter(one -> one.getName().equals("device"))
                .findFirst()
                .orElseThrow();
        DeviceMemorySerializer.Snapshot written = (DeviceMemorySerializer.Snapshot)
                state.getTypeSerializerSnapshot(StateMetaInfoSnapshot.CommonSerializerKeys.VALUE_SERIALIZER);
        return new DeviceMemorySerializer()
                .snapshotConfiguration()
                .resolveSchemaCompatibility(written)
                .isCompatibleAsIs();
    }

    /** The version of the one detector state in the keyed state. */
    private static int detectorVersion(OperatorSubtaskState checkpoint) throws IOException {
        try (var in = handle(checkpoint).openInputStream()) {
            byte[] bytes = new DataInputStream(in).readAllBytes();
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ARDS");
            return bytes[at + 7];
        }
    }

    private static KeyGroupsStateHandle handle(OperatorSubtaskState checkpoint) {
        KeyedStateHandle handle = checkpoint.getManagedKeyedState().iterator().next();
        return (KeyGroupsStateHandle) handle;
    }
}
