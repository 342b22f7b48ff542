package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.control.Selector;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceAlertsTest {
    private final List<Alert> emitted = new ArrayList<>();
    private DeviceAlerts alerts = new DeviceAlerts(List.of(), emitted::add);

    @Test
    void anomaly_firesAtOnce_andResolvesWithIt() {
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), every(), Placement.NONE, 10);
        alerts.onAnomaly(Anomalies.ended("a"), every(), Placement.NONE, 90);

        assertThat(emitted).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(emitted).extracting(Alert::revision).containsExactly(1, 2);
        assertThat(emitted.get(0).severity()).isEqualTo(AlertSeverity.MEDIUM);
        assertThat(emitted.get(0).title()).isEqualTo("Anomaly: temperature of pump-7");
        assertThat(alerts.kept()).isEmpty();
    }

    @Test
    void anomalyThatGrows_isEmittedOnlyWhenTheSeverityRises() {
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), every(), Placement.NONE, 10);
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), every(), Placement.NONE, 20);
        alerts.onAnomaly(Anomalies.open("a", Severity.CRITICAL), every(), Placement.NONE, 30);

        assertThat(emitted).extracting(Alert::severity).containsExactly(AlertSeverity.MEDIUM, AlertSeverity.CRITICAL);
    }

    @Test
    void ruleWithFor_firesWhenTheConditionHeldThatLong() {
        AlertRules rules = rules(rule("slow", 1_000, 0));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules, Placement.NONE, 10);
        assertThat(alerts.nextDueMillis()).hasValue(1_010);
        alerts.advance(1_009);
        assertThat(last().state()).isEqualTo(AlertState.PENDING);
        alerts.advance(1_010);

        assertThat(last().state()).isEqualTo(AlertState.FIRING);
        assertThat(alerts.nextDueMillis()).isEmpty();
    }

    @Test
    void ruleWithFor_anomalyThatEndsBefore_neverFires() {
        AlertRules rules = rules(rule("slow", 1_000, 0));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules, Placement.NONE, 10);
        alerts.onAnomaly(Anomalies.ended("a"), rules, Placement.NONE, 500);
        alerts.advance(9_999);

        assertThat(emitted).extracting(Alert::state).containsExactly(AlertState.PENDING, AlertState.RESOLVED);
    }

    @Test
    void keepFiring_delaysTheResolve() {
        AlertRules rules = rules(rule("kept", 0, 1_000));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules, Placement.NONE, 10);
        alerts.onAnomaly(Anomalies.ended("a"), rules, Placement.NONE, 100);
        alerts.advance(1_099);
        assertThat(last().state()).isEqualTo(AlertState.FIRING);
        alerts.advance(1_100);

        assertThat(last().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(alerts.kept()).isEmpty();
    }

    @Test
    void anotherAnomalyWhileItFires_joinsTheAlert() {
        AlertRules rules = rules(rule("kept", 0, 1_000));

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules, Placement.NONE, 10);
        alerts.onAnomaly(Anomalies.ended("a"), rules, Placement.NONE, 100);
        alerts.onAnomaly(Anomalies.open("b", Severity.WARNING), rules, Placement.NONE, 900);
        assertThat(last().anomaly().id()).isEqualTo("b");
        assertThat(alerts.nextDueMillis()).isEmpty();
        alerts.onAnomaly(Anomalies.ended("b"), rules, Placement.NONE, 1_500);
        alerts.advance(2_500);

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
        alerts.onAnomaly(Anomalies.open("a", Severity.CRITICAL), every(), Placement.NONE, 30);

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
        alerts.onAnomaly(Anomalies.open("a", Severity.CRITICAL), every(), Placement.NONE, 30);
        assertThat(emitted).hasSize(2);
        alerts.onAnomaly(Anomalies.ended("a"), every(), Placement.NONE, 40);

        assertThat(emitted).hasSize(2);
        assertThat(alerts.kept()).isEmpty();
        alerts.onAnomaly(Anomalies.open("b", Severity.WARNING), every(), Placement.NONE, 50);
        assertThat(last().state()).isEqualTo(AlertState.FIRING);
    }

    @Test
    void snooze_endsByItself() {
        String id = opened();

        command(id, AlertAction.SNOOZE, "", 500, 20);
        assertThat(last().callsForAttention()).isFalse();
        assertThat(alerts.nextDueMillis()).hasValue(500);
        alerts.advance(500);

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

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules(), Placement.NONE, 30);

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
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules, Placement.NONE, 10);
        List<Alert> kept = alerts.kept();
        List<Alert> other = new ArrayList<>();
        DeviceAlerts restored = new DeviceAlerts(kept, other::add);
        emitted.clear();

        for (DeviceAlerts each : List.of(alerts, restored)) {
            each.advance(1_010);
            each.onAnomaly(Anomalies.ended("a"), rules, Placement.NONE, 1_100);
            each.advance(1_600);
        }

        assertThat(other).isEqualTo(emitted).hasSize(2);
    }

    @Test
    void tooManyOpen_areRefusedAndCounted() {
        AlertRule[] many = IntStream.rangeClosed(0, DeviceAlerts.MAX_OPEN)
                .mapToObj(i -> rule("r" + i, 0, 0))
                .toArray(AlertRule[]::new);

        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), rules(many), Placement.NONE, 1);

        assertThat(alerts.kept()).hasSize(DeviceAlerts.MAX_OPEN);
        assertThat(alerts.refused()).isEqualTo(1);
    }

    private String opened() {
        alerts.onAnomaly(Anomalies.open("a", Severity.WARNING), every(), Placement.NONE, 10);
        return last().id();
    }

    private boolean command(String id, AlertAction action, String text, long until, long now) {
        return alerts.onCommand(new AlertCommand(id, Anomalies.DEVICE, action, "ann", text, until), now);
    }

    private Alert last() {
        return emitted.get(emitted.size() - 1);
    }

    private static AlertRule rule(String id, long forMillis, long keepFiringMillis) {
        return new AlertRule(id, id, true, Selector.ALL, "", null, forMillis, keepFiringMillis, true);
    }

    private static AlertRules every() {
        return rules(new AlertRule("anomaly", "Anomaly", true, Selector.ALL, "", null, 0, 0, true));
    }

    private static AlertRules rules(AlertRule... rules) {
        try {
            return AlertRules.of(new AlertingConfig(List.of(rules), List.of(), List.of()));
        } catch (SettingsException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
