package io.anomalyradar.pipeline.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.PatternMatcher;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.config.MemorySettings;
import io.anomalyradar.pipeline.result.SideOutputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatternFunctionTest {
    private static final int MAX_PARALLELISM = 8;
    private static final String PATTERNS =
            """
            {"version": 1, "patterns": [
              {"id": "brute", "name": "Brute force", "within": "5m", "sequence": [
                {"name": "failures", "event": "login", "where": "event.attributes.outcome == 'failure'", "times": 3},
                {"name": "success", "event": "login", "where": "event.attributes.outcome == 'success'"}]},
              {"id": "unpaid", "within": "10s", "sequence": [
                {"name": "placed", "event": "placed"}, {"name": "paid", "follows": "not", "event": "paid"}]},
              {"id": "order", "within": "1h", "machine": {
                "begin": [{"event": "placed", "to": "placed"}],
                "states": [
                  {"name": "placed", "on": [{"event": "paid", "to": "paid"}], "after": "10s", "then": "unpaid"},
                  {"name": "unpaid", "alert": true, "on": [{"event": "paid", "to": "paid"}]},
                  {"name": "paid", "final": true}]}},
              {"id": "both", "within": "20s", "correlate": [
                {"name": "a", "event": "a"}, {"name": "b", "event": "b", "times": 2}]}]}""";

    private final MemorySettings settings = new MemorySettings();
    private KeyedOneInputStreamOperatorTestHarness<String, RoutedInput, Anomaly> harness;

    @BeforeEach
    void start() throws Exception {
        settings.version(0, PATTERNS);
        harness = harness(1, 0, PatternFunction.MAX_KEYS);
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, RoutedInput, Anomaly> harness(
            int parallelism, int subtask, int maxKeys) throws Exception {
        var created = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PatternFunction(settings, maxKeys)),
                RoutedInput::partition,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                subtask);
        created.setup();
        return created;
    }

    private static RoutedInput login(String user, int second, String outcome) {
        return event("brute", "login", user, second, outcome);
    }

    private static RoutedInput event(String pattern, String type, String key, int second, String outcome) {
        TreeMap<String, Object> attributes = new TreeMap<>();
        attributes.put("outcome", outcome);
        long millis = second * 1_000L;
        SourcePosition source = new SourcePosition("events", 0, 0, second);
        return new RoutedInput(
                pattern,
                key,
                PatternInput.of(RecordedEvent.of(new Event(type, key, millis, null, attributes), source, millis)));
    }

    private static List<RoutedInput> attack(String user, int second) {
        List<RoutedInput> inputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inputs.add(login(user, second + i, "failure"));
        }
        inputs.add(login(user, second + 3, "success"));
        return inputs;
    }

    private void send(RoutedInput input) throws Exception {
        harness.processElement(input, input.input().appendMillis());
    }

    private List<Anomaly> matches() {
        return harness.extractOutputValues();
    }

    @Test
    void match_isAnAnomalyThatOpensAndEnds_onceItIsCertain() throws Exception {
        for (RoutedInput input : attack("alice", 10)) {
            send(input);
        }
        harness.processWatermark(new Watermark(13_999));
        assertThat(matches()).isEmpty();
        harness.processWatermark(new Watermark(14_000));

        assertThat(matches()).extracting(Anomaly::state).containsExactly(AnomalyState.OPEN, AnomalyState.ENDED);
        Anomaly match = matches().get(0);
        assertThat(match.device()).isEqualTo("alice");
        assertThat(match.metric()).isEqualTo("brute");
        assertThat(match.isMatch()).isTrue();
        assertThat(match.samples()).isEqualTo(4);
        assertThat(match.appendTimeMillis()).isEqualTo(13_000 + PatternMatcher.PATIENCE_MILLIS);
        assertThat(match.explanation()).contains("failures: 3 times", "success: login at 1970-01-01T00:00:13Z");
    }

    @Test
    void anyOrderOfArrival_givesTheSameMatches() throws Exception {
        List<RoutedInput> inputs = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> inputs.addAll(attack("user-" + i, 10 + i)));
        List<List<String>> found = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            List<RoutedInput> shuffled = new ArrayList<>(inputs);
            Collections.shuffle(shuffled, new Random(round));
            var another = harness(1, 0, PatternFunction.MAX_KEYS);
            another.open();
            for (RoutedInput input : shuffled) {
                another.processElement(input, input.input().appendMillis());
            }
            another.processWatermark(new Watermark(100_000));
            found.add(another.extractOutputValues().stream()
                    .map(Anomaly::id)
                    .sorted()
                    .toList());
            another.close();
        }

        assertThat(found.get(0)).hasSize(40);
        assertThat(found).allMatch(found.get(0)::equals);
    }

    @Test
    void restoredOnMoreSubtasks_continuesItsRunsAndTimers() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(event("unpaid", "placed", "order-" + i, 10, ""));
            send(login("user-" + i, 10, "failure"));
            send(login("user-" + i, 11, "failure"));
        }
        harness.processWatermark(new Watermark(12_000));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);

        int found = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            var part = harness(2, subtask, PatternFunction.MAX_KEYS);
            part.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    snapshot, MAX_PARALLELISM, 1, 2, subtask));
            part.open();
            for (int i = 0; i < 20; i++) {
                for (RoutedInput input :
                        List.of(login("user-" + i, 13, "failure"), login("user-" + i, 14, "success"))) {
                    int owner = org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            input.partition(), MAX_PARALLELISM, 2);
                    if (owner == subtask) {
                        part.processElement(input, input.input().appendMillis());
                    }
                }
            }
            part.processWatermark(new Watermark(60_000));
            found += part.extractOutputValues().size();
            part.close();
        }

        assertThat(found).isEqualTo(2 * 40);
    }

    @Test
    void anotherVersion_beginsAnew_andARemovedPatternIsForgotten() throws Exception {
        send(login("alice", 10, "failure"));
        send(login("alice", 11, "failure"));
        send(event("unpaid", "placed", "order-1", 10, ""));
        harness.processWatermark(new Watermark(13_000));
        settings.version(
                14_000,
                """
                {"version": 2, "patterns": [{"id": "brute", "within": "5m", "sequence": [
                  {"name": "failures", "event": "login", "where": "event.attributes.outcome == 'failure'", "times": 2},
                  {"name": "success", "event": "login", "where": "event.attributes.outcome == 'success'"}]}]}""");

        send(login("alice", 20, "failure"));
        send(login("alice", 21, "success"));
        harness.processWatermark(new Watermark(600_000));

        assertThat(matches()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void keysAreBounded_andEndedOnesMakeRoom() throws Exception {
        harness.close();
        harness = harness(1, 0, 10);
        harness.open();
        for (int i = 0; i < 1_000; i++) {
            send(event("unpaid", "placed", "order-" + i, 10, ""));
        }
        assertThat(harness.numKeyedStateEntries()).isEqualTo(10);
        harness.processWatermark(new Watermark(60_000));
        assertThat(harness.numKeyedStateEntries()).isZero();

        send(event("unpaid", "placed", "later", 100, ""));
        harness.processWatermark(new Watermark(200_000));

        assertThat(matches()).hasSize(2 * 11);
    }

    @Test
    void whatNothingMatches_leavesNoState() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            send(login("user-" + i, 10, "success"));
        }
        harness.processWatermark(new Watermark(60_000));

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void machine_movesByItself_alertsUntilTheStateIsLeft_andSurvivesARestart() throws Exception {
        send(event("order", "placed", "o-1", 10, ""));
        harness.processWatermark(new Watermark(21_999));
        assertThat(positions()).extracting(MachinePosition::state).containsExactly("placed");
        assertThat(matches()).isEmpty();
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(1, 0, PatternFunction.MAX_KEYS);
        harness.initializeState(snapshot);
        harness.open();

        harness.processWatermark(new Watermark(22_000)); // no input for ten seconds, and none can arrive
        assertThat(positions()).extracting(MachinePosition::state).containsExactly("unpaid");
        assertThat(matches()).extracting(Anomaly::state).containsExactly(AnomalyState.OPEN);
        send(event("order", "paid", "o-1", 40, ""));
        harness.processWatermark(new Watermark(41_000));

        assertThat(positions()).extracting(MachinePosition::ended).containsExactly(false, true);
        assertThat(matches()).extracting(Anomaly::state).containsExactly(AnomalyState.OPEN, AnomalyState.ENDED);
        assertThat(matches())
                .extracting(Anomaly::id)
                .containsOnly(matches().get(0).id());
        assertThat(matches().get(1).endMillis()).isEqualTo(40_000L);
    }

    @Test
    void correlation_isAMatchInAnyOrder_andSurvivesARestart() throws Exception {
        send(event("both", "b", "k", 10, ""));
        harness.processWatermark(new Watermark(11_000));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(1, 0, PatternFunction.MAX_KEYS);
        harness.initializeState(snapshot);
        harness.open();
        send(event("both", "a", "k", 20, ""));
        send(event("both", "b", "k", 25, ""));
        harness.processWatermark(new Watermark(26_000));

        assertThat(matches()).extracting(Anomaly::state).containsExactly(AnomalyState.OPEN, AnomalyState.ENDED);
        assertThat(matches().get(0).samples()).isEqualTo(3);
    }

    private List<MachinePosition> positions() {
        var emitted = harness.getSideOutput(SideOutputs.STATES);
        return emitted == null
                ? List.of()
                : emitted.stream().map(record -> record.getValue()).toList();
    }
}
