package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.alerting.EscalationUnderTest.Sent;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.IncidentState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class EscalationsTest {
    private static final long MINUTE = 60_000;

    private EscalationUnderTest escalation = new EscalationUnderTest();

    @Test
    void nobodyAnswers_levelsAreNotifiedInTurn_andOnceAgain() {
        fire("a", 0);

        escalation.pass(1_000 * MINUTE);

        assertThat(escalation.escalated())
                .containsExactly(
                        new Sent(10 * MINUTE, "a:escalated", "webhook"),
                        new Sent(30 * MINUTE, "a:escalated-2", "webhook"),
                        new Sent(30 * MINUTE, "a:escalated-2", "chief"),
                        new Sent(40 * MINUTE, "a:escalated-3", "webhook"),
                        new Sent(60 * MINUTE, "a:escalated-4", "webhook"),
                        new Sent(60 * MINUTE, "a:escalated-4", "chief"));
    }

    @Test
    void acknowledged_nobodyElseIsNotified_takenBack_itBeginsAgain() {
        fire("a", 0);
        escalation.pass(12 * MINUTE);

        escalation.alert("a", AlertState.ACKNOWLEDGED, AlertChange.ACKNOWLEDGED, 12 * MINUTE);
        escalation.pass(100 * MINUTE);
        escalation.alert("a", AlertState.FIRING, AlertChange.UNACKNOWLEDGED, 100 * MINUTE);
        escalation.pass(115 * MINUTE);

        assertThat(escalation.escalated())
                .containsExactly(
                        new Sent(10 * MINUTE, "a:escalated", "webhook"),
                        new Sent(110 * MINUTE, "a:escalated-2", "webhook"));
    }

    @Test
    void whoeverWasReached_isNotifiedOfTheEnd_once_andNothingFollows() {
        fire("a", 0);
        escalation.pass(31 * MINUTE);

        escalation.alert("a", AlertState.RESOLVED, AlertChange.RESOLVED, 31 * MINUTE);
        escalation.pass(1_000 * MINUTE);

        assertThat(escalation.sent.subList(4, escalation.sent.size()))
                .containsExactly(new Sent(31 * MINUTE, "a:ended", ""), new Sent(31 * MINUTE, "a:ended", "chief"));
        assertThat(escalation.open).isEmpty();
    }

    @Test
    void incidentOpens_itEscalatesInThePlaceOfItsAlerts() {
        Alert lead = fire("a", 0);
        escalation.members.put("a", new Membership("i", null, false));
        escalation.incident("i", lead, IncidentState.OPEN, 1, 5 * MINUTE);
        escalation.alert("a", AlertState.FIRING, AlertChange.RECURRED, 6 * MINUTE);

        escalation.pass(20 * MINUTE);

        assertThat(escalation.escalated()).containsExactly(new Sent(15 * MINUTE, "i:escalated", "webhook"));
    }

    @Test
    void acknowledgedIncidentBecomesCritical_itBeginsAgain() {
        Alert lead = fire("a", 0);
        escalation.members.put("a", new Membership("i", null, false));
        escalation.incident("i", lead, IncidentState.OPEN, 1, MINUTE);
        escalation.incident("i", lead, IncidentState.ACKNOWLEDGED, 2, 2 * MINUTE);
        escalation.pass(50 * MINUTE);
        escalation.incident("i", lead, IncidentState.OPEN, 3, 50 * MINUTE);

        escalation.pass(61 * MINUTE);

        assertThat(escalation.escalated()).containsExactly(new Sent(60 * MINUTE, "i:escalated", "webhook"));
    }

    @Test
    void escalationIsRemovedFromTheConfiguration_itStops() {
        fire("a", 0);

        escalation.configure("{}");
        escalation.pass(1_000 * MINUTE);

        assertThat(escalation.escalated()).isEmpty();
    }

    private Alert fire(String id, long millis) {
        return escalation.alert(id, AlertState.FIRING, AlertChange.FIRED, millis);
    }

    private enum Kind {
        FIRE,
        ACKNOWLEDGE,
        UNACKNOWLEDGE,
        RECUR,
        RESOLVE,
        RESTART
    }

    private record Step(Kind kind, int alert, int minutes) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 45))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    /** The model: an alert that has been open without pause since a time is escalated 10, 30, 40 and 60 minutes later. */
    @Property(tries = 1_000)
    void anyOrder_levelsAreNotifiedExactlyWhenTheModelSays(@ForAll("steps") List<Step> steps) {
        escalation = new EscalationUnderTest(); // one instance makes all tries
        Map<String, Long> openSince = new HashMap<>();
        Map<String, AlertState> states = new HashMap<>();
        Map<String, Integer> generations = new HashMap<>();
        List<String> expected = new ArrayList<>();
        long now = 0;
        for (Step step : steps) {
            long next = now + step.minutes() * MINUTE + 1;
            for (Map.Entry<String, Long> each : openSince.entrySet()) {
                expect(each.getKey(), each.getValue(), now, next, expected);
            }
            now = next;
            escalation.pass(now);
            String slot = "a" + step.alert();
            String id = slot + "." + generations.getOrDefault(slot, 0);
            AlertState state = states.get(id);
            switch (step.kind()) {
                case FIRE -> {
                    if (state == null) {
                        change(id, AlertState.FIRING, AlertChange.FIRED, now, states, openSince);
                    }
                }
                case ACKNOWLEDGE -> {
                    if (state == AlertState.FIRING) {
                        change(id, AlertState.ACKNOWLEDGED, AlertChange.ACKNOWLEDGED, now, states, openSince);
                    }
                }
                case UNACKNOWLEDGE -> {
                    if (state == AlertState.ACKNOWLEDGED) {
                        change(id, AlertState.FIRING, AlertChange.UNACKNOWLEDGED, now, states, openSince);
                    }
                }
                case RECUR -> {
                    if (state != null) {
                        escalation.alert(id, state, AlertChange.RECURRED, now);
                    }
                }
                case RESOLVE -> {
                    if (state != null) {
                        change(id, AlertState.RESOLVED, AlertChange.RESOLVED, now, states, openSince);
                        states.remove(id);
                        generations.merge(slot, 1, Integer::sum);
                    }
                }
                case RESTART -> escalation.restart();
            }
        }

        assertThat(escalation.escalated().stream()
                        .filter(sent -> sent.channel().equals("webhook"))
                        .map(sent -> sent.key().substring(0, sent.key().indexOf(':')) + " at " + sent.atMillis()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(escalation.sent).doesNotHaveDuplicates();
    }

    private void change(
            String id,
            AlertState state,
            AlertChange change,
            long now,
            Map<String, AlertState> states,
            Map<String, Long> openSince) {
        boolean wasOpen = Objects.equals(states.get(id), AlertState.FIRING);
        escalation.alert(id, state, change, now);
        states.put(id, state);
        if (state != AlertState.FIRING) {
            openSince.remove(id);
        } else if (!wasOpen) {
            openSince.put(id, now);
        }
    }

    private static void expect(String id, long since, long from, long until, List<String> into) {
        for (long after : new long[] {10, 30, 40, 60}) {
            long at = since + after * MINUTE;
            if (at > from && at <= until) {
                into.add(id + " at " + at);
            }
        }
    }
}
