package io.anomalyradar.pipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.config.MemorySettings;
import io.anomalyradar.pipeline.result.SideOutputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentFunctionTest {
    private static final int MAX_PARALLELISM = 8;
    private static final int AREAS = 6;

    private final MemorySettings settings = new MemorySettings();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final List<Harness> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    @Test
    void alertsOfASite_areOneIncident_fromTheTimeWhenThePolicyHolds() throws Exception {
        settings.version(1_000, "{\"version\": 1, \"incidents\": {\"alerts\": 2, \"within\": \"1m\"}}");
        var harness = start(1, 0, false);

        for (int i = 0; i < 3; i++) {
            send(harness, alert("a" + i, "group:hall-2", AlertState.FIRING, 2_000 + i));
        }

        Incident incident = outputs(harness, SideOutputs.INCIDENTS).get(0);
        assertThat(keys(harness)).containsExactly("a0:opened", incident.id() + ":opened");
        assertThat(harness.extractOutputValues()).extracting(Alert::incident).containsOnly(incident.id());
        harness.processElement2(
                new AlertCommand(incident.id(), "", AlertAction.RESOLVE, "ann", "", 0, "group:hall-2"), 3_000);
        assertThat(outputs(harness, SideOutputs.INCIDENTS)).last().satisfies(resolved -> {
            assertThat(resolved.state()).isEqualTo(IncidentState.RESOLVED);
            assertThat(resolved.timeline()).last().isEqualTo(new TimelineEntry(3_000, AlertChange.RESOLVED, "ann", ""));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storm_interruptedAndRescaled_endsAsIfItHadNotBeen(boolean onDisk) throws Exception {
        Run smooth = new Run();
        var one = start(1, 0, onDisk);
        storm(List.of(one), 0, 600);
        end(List.of(one), 600);
        smooth.take(one);

        revisions.clear();
        Run moved = new Run();
        var before = start(1, 0, onDisk);
        storm(List.of(before), 0, 200);
        moved.take(before);
        List<Harness> two = rescaled(List.of(before), 1, 2, onDisk);
        storm(two, 200, 400);
        for (var each : two) {
            moved.take(each);
        }
        var after = rescaled(two, 2, 1, onDisk);
        storm(after, 400, 600);
        end(after, 600);
        moved.take(after.get(0));

        assertThat(smooth.keys).doesNotHaveDuplicates();
        assertThat(moved.keys).containsExactlyInAnyOrderElementsOf(smooth.keys);
        assertThat(moved.last).isEqualTo(smooth.last);
        assertThat(moved.last.values())
                .hasSize(AREAS)
                .allMatch(incident -> incident.state() == IncidentState.RESOLVED)
                .extracting(incident -> incident.counts().alerts())
                .containsOnly(100);
    }

    /** Nothing but time passes after the kill: append time advances with the heartbeat. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void escalation_survivesAKill_andItsTimersFireThoughNoAlertComes(boolean onDisk) throws Exception {
        settings.version(
                1_000,
                """
                {"version": 1, "escalations": [{"id": "e", "levels": [{"after": "10m", "channels": ["webhook"]}]}],
                 "routes": [{"id": "r", "channels": ["webhook"], "escalation": "e"}]}""");
        var before = start(1, 0, onDisk);
        send(before, alert("taken", "fleet", AlertState.FIRING, 2_000));
        send(before, alert("taken", "fleet", AlertState.ACKNOWLEDGED, 3_000));
        send(before, alert("open", "fleet", AlertState.FIRING, 4_000));
        var after = rescaled(List.of(before), 1, 1, onDisk).get(0);

        after.processBothWatermarks(new Watermark(700_000));

        assertThat(keys(after)).containsExactly("open:escalated");
    }

    @Test
    void restoredFromAnOlderCheckpoint_repeatsTheSameNotificationsUnderTheSameKeys() throws Exception {
        var harness = start(1, 0, false);
        storm(List.of(harness), 0, 100);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        Map<String, Integer> known = Map.copyOf(revisions);
        storm(List.of(harness), 100, 300);
        List<String> first = keys(harness);

        revisions.clear();
        revisions.putAll(known);
        var restored = harness(1, 0, false);
        restored.initializeState(checkpoint);
        opened(restored);
        storm(List.of(restored), 100, 300);

        assertThat(new HashSet<>(first)).containsAll(keys(restored));
        assertThat(first).doesNotHaveDuplicates();
    }

    @SuppressWarnings({"serial", "try"}) // never serialized; close throws as it likes
    private static final class Harness
            extends KeyedTwoInputStreamOperatorTestHarness<String, Alert, AlertCommand, Alert> {
        Harness(MemorySettings settings, int parallelism, int subtask) throws Exception {
            super(
                    new KeyedCoProcessOperator<>(new IncidentFunction(settings)),
                    Alert::area,
                    AlertCommand::key,
                    Types.STRING,
                    MAX_PARALLELISM,
                    parallelism,
                    subtask);
        }
    }

    /** What came out in all, over several lives of the operator. */
    private static final class Run {
        final List<String> keys = new ArrayList<>();
        final Map<String, Incident> last = new HashMap<>();

        void take(Harness harness) {
            keys.addAll(keys(harness));
            for (Incident incident : outputs(harness, SideOutputs.INCIDENTS)) {
                Incident known = last.get(incident.id());
                if (known == null || known.revision() < incident.revision()) {
                    last.put(incident.id(), incident);
                }
            }
        }
    }

    /** Alerts from {@code from} to {@code to}, ten a second, in turn in each area. */
    private void storm(List<Harness> subtasks, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            long now = 2_000 + i * 100L;
            send(subtasks, alert("a" + i, "group:" + i % AREAS, AlertState.FIRING, now));
            for (var each : subtasks) {
                each.processWatermark1(new Watermark(now - 1));
            }
        }
    }

    private void end(List<Harness> subtasks, int alerts) throws Exception {
        for (int i = 0; i < alerts; i++) {
            send(subtasks, alert("a" + i, "group:" + i % AREAS, AlertState.RESOLVED, 2_000 + alerts * 100L + i));
        }
    }

    /** Sends to the subtask that has the alert's key group. */
    private static void send(List<Harness> subtasks, Alert alert) throws Exception {
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(alert.area(), MAX_PARALLELISM, subtasks.size());
        send(subtasks.get(subtask), alert);
    }

    private static void send(Harness harness, Alert alert) throws Exception {
        harness.processElement1(alert, alert.changedMillis());
    }

    private List<Harness> rescaled(List<Harness> subtasks, int before, int after, boolean onDisk) throws Exception {
        OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = subtasks.get(i).snapshot(1, 1);
        }
        OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
        List<Harness> next = new ArrayList<>();
        for (int subtask = 0; subtask < after; subtask++) {
            var harness = harness(after, subtask, onDisk);
            harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    all, MAX_PARALLELISM, before, after, subtask));
            opened(harness);
            next.add(harness);
        }
        return next;
    }

    private Harness start(int parallelism, int subtask, boolean onDisk) throws Exception {
        var harness = harness(parallelism, subtask, onDisk);
        opened(harness);
        return harness;
    }

    private Harness harness(int parallelism, int subtask, boolean onDisk) throws Exception {
        Harness harness = new Harness(settings, parallelism, subtask);
        if (onDisk) {
            harness.setStateBackend(new EmbeddedRocksDBStateBackend());
        }
        open.add(harness);
        return harness;
    }

    /** Commands are always idle, so that the append time of telemetry alone is the watermark. */
    private static void opened(Harness harness) throws Exception {
        harness.open();
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    }

    private static List<String> keys(Harness harness) {
        return outputs(harness, SideOutputs.NOTICES).stream().map(Notice::key).toList();
    }

    private static <T> List<T> outputs(Harness harness, OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    private Alert alert(String id, String area, AlertState state, long millis) {
        Anomaly anomaly = new Anomaly(
                id,
                1,
                "pump-" + id,
                "temperature",
                AnomalyState.OPEN,
                Severity.WARNING,
                "SPIKE",
                1_000,
                null,
                new Anomaly.Peak(1_500, 95, 60, 55, 65, 6.5),
                3,
                "95 where 60 was expected",
                new SourcePosition("topic", 0, 0, 42),
                millis,
                1,
                Attributes.NONE,
                List.of());
        AlertChange change = state == AlertState.RESOLVED ? AlertChange.RESOLVED : AlertChange.FIRED;
        return new Alert(
                id,
                revisions.merge(id, 1, Integer::sum),
                "rule",
                "Anomaly: " + id,
                state,
                AlertSeverity.MEDIUM,
                0,
                "",
                0,
                "",
                List.of("webhook"),
                0,
                area,
                "",
                anomaly,
                List.of(new TimelineEntry(millis, change, "", "")));
    }
}
