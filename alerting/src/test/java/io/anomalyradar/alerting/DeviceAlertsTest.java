package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.control.IncidentPolicy;
import io.anomalyradar.model.control.OnCall;
import io.anomalyradar.model.control.PlacedSilence;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.control.Selector;
import io.anomalyradar.model.control.Silence;
import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceAlertsTest {
    private final List<Alert> emitted = new ArrayList<>();
    private DeviceAlerts alerts = new DeviceAlerts(List.of(), emitted::add);

    @Test
    void anomaly_firesAtOnce_andResolvesWithIt() {
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(every()), 10);
        alerts.onAnomaly(Anomalies.ended("a"), at(every()), 90);

        assertThat(emitted).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(emitted).extracting(Alert::revision).containsExactly(1, 2);
        assertThat(emitted.get(0).severity()).isEqualTo(AlertSeverity.MEDIUM);
        assertThat(emitted.get(0).title()).isEqualTo("Anomaly: temperature of pump-7");
        assertThat(alerts.kept()).isEmpty();
    }

    @Test
    void anomalyThatGrows_isEmittedOnlyWhenTheSeverityRises() {
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(every()), 10);
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(every()), 20);
        alerts.onAnomaly(Anomalies.open("a", Severity.CRITICAL), at(every()), 30);

        assertThat(emitted).extracting(Alert::severity).containsExactly(AlertSeverity.MEDIUM, AlertSeverity.CRITICAL);
    }

    @Test
    void ruleWithFor_firesWhenTheConditionHeldThatLong() {
        AlertRules rules = rules(rule("slow", 1_000, 0));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules), 10);
        assertThat(alerts.nextDueMillis()).hasValue(1_010);
        alerts.advance(at(rules), 1_009);
        assertThat(last().state()).isEqualTo(AlertState.PENDING);
        alerts.advance(at(rules), 1_010);

        assertThat(last().state()).isEqualTo(AlertState.FIRING);
        assertThat(alerts.nextDueMillis()).isEmpty();
    }

    @Test
    void ruleWithFor_anomalyThatEndsBefore_neverFires() {
        AlertRules rules = rules(rule("slow", 1_000, 0));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules), 10);
        alerts.onAnomaly(Anomalies.ended("a"), at(rules), 500);
        alerts.advance(at(rules), 9_999);

        assertThat(emitted).extracting(Alert::state).containsExactly(AlertState.PENDING, AlertState.RESOLVED);
    }

    @Test
    void ruleThatIsRemoved_resolvesItsAlerts_whenTheyAreLookedAt() {
        String id = opened();
        AlertCommand review = AlertCommand.onAlert(id, Anomalies.DEVICE, AlertAction.REVIEW, "server", "", 0);

        boolean unused = alerts.onCommand(review, at(rules(rule("another", 0, 0))), 50);

        assertThat(last().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(last().timeline()).last().extracting(TimelineEntry::text).isEqualTo("the rule is gone or disabled");
    }

    @Test
    void route_namesASchedule_whoIsOnCallWhenItFiresIsNotified_alsoOfItsEnd() throws Exception {
        AlertRules rules = AlertRules.of(ConfigJson.read(
                        """
                        {"rules": [{"id": "anomaly"}],
                         "channels": [{"id": "ann-hook", "type": "webhook", "url": "http://a/"},
                                      {"id": "bob-hook", "type": "webhook", "url": "http://b/"}],
                         "people": [{"id": "ann", "channels": ["ann-hook"]}, {"id": "bob", "channels": ["bob-hook"]}],
                         "schedules": [{"id": "ops", "start": "1970-01-01T00:00", "turn": "1h", "people": ["ann", "bob"]}],
                         "routes": [{"id": "all", "channels": ["@ops", "webhook"]}]}"""
                                .getBytes(StandardCharsets.UTF_8))
                .alerting());

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules), 3_599_999);
        assertThat(last().channels()).containsExactly("ann-hook", "webhook");
        alerts.onAnomaly(Anomalies.ended("a"), at(rules), 3_600_000);
        assertThat(last().channels()).containsExactly("ann-hook", "webhook");
        alerts.onAnomaly(Anomalies.open("b", Severity.WARNING), at(rules), 3_600_001);

        assertThat(last().channels()).containsExactly("bob-hook", "webhook");
    }

    @Test
    void keepFiring_delaysTheResolve() {
        AlertRules rules = rules(rule("kept", 0, 1_000));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules), 10);
        alerts.onAnomaly(Anomalies.ended("a"), at(rules), 100);
        alerts.advance(at(rules), 1_099);
        assertThat(last().state()).isEqualTo(AlertState.FIRING);
        alerts.advance(at(rules), 1_100);

        assertThat(last().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(alerts.kept()).isEmpty();
    }

    @Test
    void anotherAnomalyWhileItFires_joinsTheAlert() {
        AlertRules rules = rules(rule("kept", 0, 1_000));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules), 10);
        alerts.onAnomaly(Anomalies.ended("a"), at(rules), 100);
        alerts.onAnomaly(Anomalies.open("b", Severity.WARNING), at(rules), 900);
        assertThat(last().anomaly().id()).isEqualTo("b");
        assertThat(alerts.nextDueMillis()).isEmpty();
        alerts.onAnomaly(Anomalies.ended("b"), at(rules), 1_500);
        alerts.advance(at(every()), 2_500);

        assertThat(emitted).extracting(Alert::id).containsOnly(emitted.get(0).id());
        assertThat(last().timeline())
                .extracting(TimelineEntry::change)
                .containsExactly(AlertChange.FIRED, AlertChange.RECURRED, AlertChange.RESOLVED);
    }

    @Test
    void acknowledged_firesAgainWhenTheSeverityRises() {
        String id = opened();

        assertThat(command(id, AlertAction.ACKNOWLEDGE, "", 0, 20)).isTrue();
        assertThat(last().state()).isEqualTo(AlertState.ACKNOWLEDGED);
        assertThat(command(id, AlertAction.ACKNOWLEDGE, "", 0, 25)).isFalse();
        alerts.onAnomaly(Anomalies.open("a", Severity.CRITICAL), at(every()), 30);

        assertThat(last().state()).isEqualTo(AlertState.FIRING);
        assertThat(last().timeline())
                .extracting(TimelineEntry::change)
                .containsExactly(AlertChange.FIRED, AlertChange.ACKNOWLEDGED, AlertChange.SEVERITY_RAISED);
        assertThat(last().timeline().get(1).by()).isEqualTo("ann");
    }

    @Test
    void resolvedByAPerson_doesNotOpenAgainForTheSameAnomaly() {
        String id = opened();

        command(id, AlertAction.RESOLVE, "a known test", 0, 20);
        alerts.onAnomaly(Anomalies.open("a", Severity.CRITICAL), at(every()), 30);
        assertThat(emitted).hasSize(2);
        alerts.onAnomaly(Anomalies.ended("a"), at(every()), 40);

        assertThat(emitted).hasSize(2);
        assertThat(alerts.kept()).isEmpty();
        alerts.onAnomaly(Anomalies.open("b", Severity.WARNING), at(every()), 50);
        assertThat(last().state()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void snooze_endsByItself() {
        String id = opened();

        command(id, AlertAction.SNOOZE, "", 500, 20);
        assertThat(last().callsForAttention()).isFalse();
        assertThat(alerts.nextDueMillis()).hasValue(500);
        alerts.advance(at(every()), 500);

        assertThat(last().callsForAttention()).isTrue();
        assertThat(last().timeline()).last().extracting(TimelineEntry::change).isEqualTo(AlertChange.SNOOZE_ENDED);
    }

    @Test
    void snoozeIntoThePast_changesNothing() {
        assertThat(command(opened(), AlertAction.SNOOZE, "", 15, 20)).isFalse();
    }

    @Test
    void assignAndComment_areInTheTimeline() {
        String id = opened();

        command(id, AlertAction.ASSIGN, "bob", 0, 20);
        command(id, AlertAction.COMMENT, "looks like the valve", 0, 30);

        assertThat(last().assignee()).isEqualTo("bob");
        assertThat(last().timeline()).last().extracting(TimelineEntry::text).isEqualTo("looks like the valve");
    }

    @Test
    void commandForAnUnknownAlert_changesNothing() {
        assertThat(command("0".repeat(32), AlertAction.RESOLVE, "", 0, 20)).isFalse();
    }

    @Test
    void ruleThatIsGone_resolvesItsAlerts() {
        opened();

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules()), 30);

        assertThat(last().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(alerts.kept()).isEmpty();
    }

    @Test
    void longTimeline_keepsItsFirstEntryAndTheNewest() {
        String id = opened();

        for (int i = 0; i < 200; i++) {
            command(id, AlertAction.COMMENT, "comment " + i, 0, 100 + i);
        }

        assertThat(last().timeline()).hasSize(Alert.MAX_TIMELINE + 1);
        assertThat(last().timeline()).first().extracting(TimelineEntry::change).isEqualTo(AlertChange.FIRED);
        assertThat(last().timeline()).last().extracting(TimelineEntry::text).isEqualTo("comment 199");
    }

    @Test
    void kept_continuesIdentically() {
        AlertRules rules = rules(rule("slow", 1_000, 500));
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules), 10);
        List<Alert> kept = alerts.kept();
        List<Alert> other = new ArrayList<>();
        DeviceAlerts restored = new DeviceAlerts(kept, other::add);
        emitted.clear();

        for (DeviceAlerts each : List.of(alerts, restored)) {
            each.advance(at(rules), 1_010);
            each.onAnomaly(Anomalies.ended("a"), at(rules), 1_100);
            each.advance(at(rules), 1_600);
        }

        assertThat(other).isEqualTo(emitted).hasSize(2);
    }

    @Test
    void silenced_nobodyIsNotified_untilItsEnd() {
        InForce silent = at(every(), silence("s", 5, 100));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), silent, 10);

        assertThat(emitted).hasSize(1);
        assertThat(last().state()).isEqualTo(AlertState.FIRING);
        assertThat(last().callsForAttention()).isFalse();
        assertThat(last().silence()).isEqualTo("s");
        assertThat(last().timeline())
                .extracting(TimelineEntry::change)
                .containsExactly(AlertChange.FIRED, AlertChange.SILENCED);
        assertThat(alerts.nextDueMillis()).hasValue(100);

        alerts.advance(silent, 100);

        assertThat(last().callsForAttention()).isTrue();
        assertThat(last().isSilenced()).isFalse();
    }

    @Test
    void silenceBegins_laterOrByAReview() {
        InForce later = at(every(), silence("s", 50, 100));
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), later, 10);
        assertThat(last().callsForAttention()).isTrue();
        assertThat(alerts.nextDueMillis()).hasValue(50);

        alerts.advance(later, 50);
        assertThat(last().isSilenced()).isTrue();

        PlacedSilence ended = new PlacedSilence(silence("s", 50, 100).silence().ended("bob", 50), 1, 60);
        AlertCommand review = AlertCommand.onAlert(last().id(), Anomalies.DEVICE, AlertAction.REVIEW, "server", "", 0);
        assertThat(alerts.onCommand(review, at(every(), ended), 61)).isTrue();
        assertThat(last().callsForAttention()).isTrue();
    }

    @Test
    void longerSilence_takesOver() {
        InForce both = at(every(), silence("short", 5, 50), silence("long", 20, 200));
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), both, 10);
        assertThat(last().silence()).isEqualTo("short");

        alerts.advance(both, 50);

        assertThat(last().silence()).isEqualTo("long");
        assertThat(last().silencedUntilMillis()).isEqualTo(200);
        assertThat(emitted).allMatch(alert -> !alert.callsForAttention());
    }

    @Test
    void silencedAlert_resolves_andNothingIsDueAfterwards() {
        InForce silent = at(every(), silence("s", 5, 100));
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), silent, 10);

        alerts.onAnomaly(Anomalies.ended("a"), silent, 20);

        assertThat(last().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(last().isSilenced()).isFalse();
        assertThat(alerts.nextDueMillis()).isEmpty();
    }

    @Test
    void silenceOfAnotherSeriesRuleOrTime_changesNothing() {
        Silence other = new Silence(
                "s",
                1,
                new Selector(Glob.ANY, new Glob("pressure"), Glob.ANY, Map.of()),
                List.of(),
                5,
                100,
                null,
                "ann",
                "",
                null);
        Silence otherRule = new Silence("r", 1, Selector.ALL, List.of("another"), 5, 100, null, "ann", "", null);

        alerts.onAnomaly(
                Anomalies.open("a", Severity.WARNING),
                at(every(), new PlacedSilence(other, 0, 5), new PlacedSilence(otherRule, 0, 5), silence("o", 1, 10)),
                10);

        assertThat(last().callsForAttention()).isTrue();
    }

    @Test
    void labelsOfARule_areCarriedByItsAlerts_andDecideRoutesAndSilences() throws Exception {
        AlertRules rules = AlertRules.of(ConfigJson.read(
                        """
                        {"rules": [{"id": "hot", "labels": {"team": "pumps", "service": "cooling"}}],
                         "channels": [{"id": "a", "type": "webhook", "url": "http://127.0.0.1:1/"},
                                      {"id": "b", "type": "webhook", "url": "http://127.0.0.1:1/"}],
                         "routes": [{"id": "1", "labels": {"team": "lines"}, "channels": ["a"]},
                                    {"id": "2", "labels": {"team": "pump*", "service": "*"}, "channels": ["b"]}]}"""
                                .getBytes(StandardCharsets.UTF_8))
                .alerting());
        Map<String, Glob> ofTeam = Map.of("team", new Glob("pumps"));
        Map<String, Glob> ofOther = Map.of("team", new Glob("lines"));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules, labelled("other", ofOther)), 10);
        assertThat(last().labels()).isEqualTo(Map.of("team", "pumps", "service", "cooling"));
        assertThat(last().channels()).containsExactly("b");
        assertThat(last().isSilenced()).isFalse();
        assertThat(AlertJson.decode(AlertJson.encode(last()))).isEqualTo(last());

        alerts.onAnomaly(Anomalies.open("b", Severity.WARNING), at(rules, labelled("own", ofTeam)), 20);
        assertThat(last().silence()).isEqualTo("own");
    }

    private static PlacedSilence labelled(String id, Map<String, Glob> labels) {
        return new PlacedSilence(
                new Silence(id, 1, Selector.ALL, List.of(), labels, 5, 100, null, "ann", "", null), 0, 5);
    }

    @Test
    void silenceOfADevice_isForRulesThatAskForIt_eachAfterItsOwnTime() {
        AlertRules rules = rules(noData("soon", 100), noData("late", 1_000), rule("anomaly", 0, 0));
        Anomaly silent = Anomalies.noData("n", 50, AnomalyState.OPEN);

        alerts.onAnomaly(silent, at(rules), 150);

        assertThat(emitted).extracting(Alert::rule).containsExactlyInAnyOrder("soon", "late");
        assertThat(emitted).extracting(Alert::state).containsExactlyInAnyOrder(AlertState.FIRING, AlertState.PENDING);
        alerts.advance(at(rules), 1_049);
        assertThat(emitted).hasSize(2);
        alerts.advance(at(rules), 1_050);
        assertThat(last().rule()).isEqualTo("late");
        assertThat(last().state()).isEqualTo(AlertState.FIRING);

        alerts.onAnomaly(Anomalies.noData("n", 50, AnomalyState.ENDED), at(rules), 2_000);
        assertThat(alerts.kept()).isEmpty();
    }

    @Test
    void silenceOfADevice_doesNotJoinTheAlertOfItsMetricsTogether() {
        AlertRules rules = rules(noData("silent", 100), rule("anomaly", 0, 0));
        alerts.onAnomaly(Anomalies.ofDevice("j"), at(rules), 10);

        alerts.onAnomaly(Anomalies.noData("n", 50, AnomalyState.OPEN), at(rules), 150);

        assertThat(alerts.kept()).extracting(Alert::rule).containsExactly("anomaly", "silent");
    }

    private static AlertRule noData(String id, long millis) {
        return new AlertRule(id, id, true, Selector.ALL, "", null, 0, 0, millis, true);
    }

    @Test
    void tooManyOpen_areRefusedAndCounted() {
        AlertRule[] many = IntStream.rangeClosed(0, DeviceAlerts.MAX_OPEN)
                .mapToObj(i -> rule("r" + i, 0, 0))
                .toArray(AlertRule[]::new);

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(rules(many)), 1);

        assertThat(alerts.kept()).hasSize(DeviceAlerts.MAX_OPEN);
        assertThat(alerts.refused()).isEqualTo(1);
    }

    private String opened() {
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), at(every()), 10);
        return last().id();
    }

    private boolean command(String id, AlertAction action, String text, long until, long now) {
        return alerts.onCommand(
                AlertCommand.onAlert(id, Anomalies.DEVICE, action, "ann", text, until), at(every()), now);
    }

    private static InForce at(AlertRules rules, PlacedSilence... silences) {
        return new InForce(rules, Placement.NONE, Area.FLEET, List.of(silences));
    }

    /** One that begins at {@code from}. */
    private static PlacedSilence silence(String id, long from, long until) {
        return new PlacedSilence(
                new Silence(id, 1, Selector.ALL, List.of(), from, until, null, "ann", "new pump", null), 0, from);
    }

    private Alert last() {
        return emitted.get(emitted.size() - 1);
    }

    private static AlertRule rule(String id, long forMillis, long keepFiringMillis) {
        return new AlertRule(id, id, true, Selector.ALL, "", null, forMillis, keepFiringMillis, 0, true);
    }

    private static AlertRules every() {
        return rules(new AlertRule("anomaly", "Anomaly", true, Selector.ALL, "", null, 0, 0, 0, true));
    }

    private static AlertRules rules(AlertRule... rules) {
        try {
            return AlertRules.of(new AlertingConfig(
                    List.of(rules), List.of(), List.of(), IncidentPolicy.RELEASE, OnCall.NONE, List.of()));
        } catch (SettingsException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
