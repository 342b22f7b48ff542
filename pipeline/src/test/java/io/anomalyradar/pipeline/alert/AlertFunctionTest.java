package io.anomalyradar.pipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.config.MemorySettings;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertFunctionTest {
    private static final int MAX_PARALLELISM = 8;

    private final MemorySettings settings = new MemorySettings();
    private KeyedTwoInputStreamOperatorTestHarness<String, Anomaly, DeviceInput, Alert> harness;

    @BeforeEach
    void start() throws Exception {
        harness = harness(1, 0);
        open(harness);
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void rule_selectsByGroupAndCondition_fromTheTimeWhenItHolds() throws Exception {
        settings.device(1_000, "pump-7", "{\"group\": \"hall-2\"}");
        settings.version(
                1_000,
                """
                {"version": 1, "rules": [{"id": "hot", "name": "Overheating", "severity": "high",
                  "selector": {"group": "hall-2", "metric": "temperature"}, "condition": "anomaly.actual > 90.0"}]}""");
        settings.version(5_000, "{\"version\": 2, \"rules\": []}");

        send(anomaly("a", "pump-7", AnomalyState.OPEN, 2_000));
        send(anomaly("b", "pump-8", AnomalyState.OPEN, 2_000));
        send(anomaly("c", "pump-7", AnomalyState.OPEN, 6_000));

        assertThat(alerts())
                .extracting(Alert::title, Alert::severity, Alert::state)
                .containsExactly(
                        tuple("Overheating: temperature of pump-7", AlertSeverity.HIGH, AlertState.FIRING),
                        tuple("Overheating: temperature of pump-7", AlertSeverity.HIGH, AlertState.RESOLVED));
    }

    @Test
    void rule_seesTheNewestEventOfTheDevice() throws Exception {
        settings.version(
                0,
                """
                {"version": 1, "rules": [{"id": "late", "name": "Not in maintenance",
                  "condition": "!(event.type == 'maintenance' && event.ageMillis < 5000)"}]}""");
        event("pump-7", "login", 500);
        event("pump-7", "maintenance", 1_000);

        send(anomaly("a", "pump-7", AnomalyState.OPEN, 2_000));
        send(anomaly("b", "pump-8", AnomalyState.OPEN, 2_000));
        send(anomaly("c", "pump-7", AnomalyState.OPEN, 9_000));

        assertThat(alerts()).extracting(Alert::device).containsExactly("pump-8", "pump-7");
    }

    private void event(String device, String type, long millis) throws Exception {
        RecordedEvent event = RecordedEvent.of(
                new Event(type, device, millis, null, new TreeMap<>()), new SourcePosition("e", 0, 0, millis), millis);
        harness.processElement2(DeviceInput.of(event), millis);
    }

    @Test
    void commands_haveTheTimeOfTheirRecord() throws Exception {
        send(anomaly("a", "pump-7", AnomalyState.OPEN, 2_000));

        command(AlertAction.ACKNOWLEDGE, 2_500);
        command(AlertAction.ACKNOWLEDGE, 2_600); // changes nothing

        Alert acknowledged = alerts().get(1);
        assertThat(alerts()).hasSize(2);
        assertThat(acknowledged.state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(acknowledged.timeline())
                .last()
                .isEqualTo(new TimelineEntry(2_500, AlertChange.ACKNOWLEDGED, "ann", "on it"));
    }

    @Test
    void timers_followTheAppendTimeOfTelemetry() throws Exception {
        settings.version(0, "{\"version\": 1, \"rules\": [{\"id\": \"slow\", \"for\": \"10s\"}]}");

        send(anomaly("a", "pump-7", AnomalyState.OPEN, 2_000));
        harness.processWatermark1(new Watermark(11_999));
        assertThat(alerts()).extracting(Alert::state).containsExactly(AlertState.PENDING);
        harness.processWatermark1(new Watermark(12_000));

        assertThat(alerts()).extracting(Alert::state).containsExactly(AlertState.PENDING, AlertState.FIRING);
    }

    @Test
    void restoredOnMoreSubtasks_continuesWithItsTimersAndAlerts() throws Exception {
        settings.version(0, "{\"version\": 1, \"rules\": [{\"id\": \"slow\", \"for\": \"10s\"}]}");
        send(anomaly("a", "pump-7", AnomalyState.OPEN, 2_000));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);

        int fired = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            var part = harness(2, subtask);
            part.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    snapshot, MAX_PARALLELISM, 1, 2, subtask));
            open(part);
            part.processWatermark1(new Watermark(12_000));
            fired += part.extractOutputValues().size();
            part.close();
        }

        assertThat(fired).isOne();
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, Anomaly, DeviceInput, Alert> harness(
            int parallelism, int subtask) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new AlertFunction(settings)),
                Anomaly::device,
                DeviceInput::key,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                subtask);
    }

    /** Commands are always idle, so that the append time of telemetry alone is the watermark. */
    private static void open(KeyedTwoInputStreamOperatorTestHarness<String, Anomaly, DeviceInput, Alert> harness)
            throws Exception {
        harness.open();
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    }

    private void send(Anomaly anomaly) throws Exception {
        harness.processElement1(anomaly, anomaly.appendTimeMillis());
    }

    private void command(AlertAction action, long millis) throws Exception {
        String id = alerts().get(0).id();
        harness.processElement2(DeviceInput.of(AlertCommand.onAlert(id, "pump-7", action, "ann", "on it", 0)), millis);
    }

    private List<Alert> alerts() {
        return harness.extractOutputValues();
    }

    private static Anomaly anomaly(String id, String device, AnomalyState state, long appendTimeMillis) {
        return new Anomaly(
                id,
                1,
                device,
                "temperature",
                state,
                Severity.WARNING,
                "SPIKE",
                1_000,
                null,
                new Anomaly.Peak(1_500, 95, 60, 55, 65, 6.5),
                3,
                "95 where 60 was expected",
                new SourcePosition("topic", 0, 0, 42),
                appendTimeMillis,
                1,
                Attributes.NONE,
                List.of());
    }
}
