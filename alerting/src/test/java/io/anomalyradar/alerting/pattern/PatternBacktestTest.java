package io.anomalyradar.alerting.pattern;

import static io.anomalyradar.alerting.pattern.Inputs.event;
import static io.anomalyradar.alerting.pattern.Inputs.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PatternBacktestTest {
    private static final long END = 10_000_000;

    private static Patterns patterns(String... json) throws SettingsException {
        List<CompiledPattern> compiled = new ArrayList<>();
        for (String one : json) {
            compiled.add(CompiledPattern.of(pattern(one)));
        }
        return new Patterns(compiled);
    }

    @Test
    void sequence_isFoundWhereItsInputsAre() throws SettingsException {
        Patterns patterns = patterns(
                """
                {"id": "p", "within": "1m", "sequence": [
                  {"event": "login", "where": "event.attributes.outcome == 'failure'", "times": 3},
                  {"event": "login", "where": "event.attributes.outcome == 'success'"}]}""");

        List<Anomaly> found = PatternBacktest.of(
                patterns,
                List.of(
                        event(500_000, "login", "outcome", "success"),
                        event(100_000, "login", "outcome", "failure"),
                        event(101_000, "login", "outcome", "failure"),
                        event(102_000, "login", "outcome", "failure"),
                        event(103_000, "login", "outcome", "success"),
                        event(300_000, "login", "outcome", "failure"),
                        event(400_000, "logout")),
                END);

        assertThat(found)
                .extracting(Anomaly::state, Anomaly::startMillis, Anomaly::appendTimeMillis)
                .containsExactly(
                        tuple(AnomalyState.OPEN, 100_000L, 104_000L), tuple(AnomalyState.ENDED, 100_000L, 104_000L));
    }

    @Test
    void machine_alertsByItsTimer_andEndsWhenTheKeyMovesOn() throws SettingsException {
        Patterns patterns = patterns(
                """
                {"id": "m", "within": "1h", "machine": {"begin": [{"event": "placed", "to": "placed"}], "states": [
                  {"name": "placed", "on": [{"event": "paid", "to": "paid"}], "after": "1m", "then": "unpaid"},
                  {"name": "unpaid", "alert": true, "on": [{"event": "paid", "to": "paid"}]},
                  {"name": "paid", "final": true}]}}""");

        List<Anomaly> found = PatternBacktest.of(patterns, List.of(event(0, "placed"), event(200_000, "paid")), END);
        List<Anomaly> lasting = PatternBacktest.of(patterns, List.of(event(0, "placed")), 300_000);

        assertThat(found)
                .extracting(Anomaly::state, Anomaly::startMillis)
                .containsExactly(tuple(AnomalyState.OPEN, 60_000L), tuple(AnomalyState.ENDED, 60_000L));
        assertThat(found.get(1).endMillis()).isEqualTo(200_000L);
        assertThat(lasting).extracting(Anomaly::state).containsExactly(AnomalyState.OPEN);
    }

    @Test
    void anyOrderOfInputs_findsWhatTheMatcherOfTheJobFinds() throws SettingsException {
        Random random = new Random(15);
        String[] types = {"a", "b", "c"};
        String[] forms = {
            """
            {"id": "s", "within": "20s", "sequence": [{"event": "a"}, {"event": "b", "times": 2}, {"event": "c"}]}""",
            """
            {"id": "c", "within": "9s", "correlate": [{"event": "a"}, {"event": "b"}, {"event": "c"}]}"""
        };
        for (int round = 0; round < 200; round++) {
            List<PatternInput> inputs = new ArrayList<>();
            for (long millis = 0; inputs.size() < 40; millis += 1 + random.nextInt(4_000)) {
                inputs.add(event(millis, types[random.nextInt(3)]));
            }
            for (String form : forms) {
                List<PatternMatch> live = Inputs.matches(pattern(form), inputs.toArray(new PatternInput[0]));
                List<PatternInput> shuffled = new ArrayList<>(inputs);
                Collections.shuffle(shuffled, random);

                Stream<String> backtested = PatternBacktest.of(patterns(form), shuffled, END).stream()
                        .filter(match -> match.state() == AnomalyState.OPEN)
                        .map(Anomaly::id);

                assertThat(backtested)
                        .containsExactlyElementsOf(
                                live.stream().map(PatternMatch::id).toList());
            }
        }
    }
}
