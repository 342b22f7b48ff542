package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.control.IncidentPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class AreaIncidentsTest {
    private static final long MINUTE = 60_000;

    private final AreaUnderTest area = new AreaUnderTest(new IncidentPolicy(3, 5 * MINUTE));

    @Test
    void fewAlerts_eachNotifiedAtOnce_andItsEnd() {
        area.fire("a", "pump-1", 1_000);
        area.fire("b", "pump-2", 2_000);
        area.resolve("b", 3_000);
        area.resolve("a", 4_000);

        assertThat(area.keys()).containsExactly("a:opened", "b:opened", "b:ended", "a:ended");
        assertThat(area.incidents).isEmpty();
        assertThat(area.alerts).extracting(Alert::incident).doesNotContain("");
    }

    @Test
    void alertsThatAreFarApart_areNoIncident() {
        for (int i = 0; i < 20; i++) {
            area.fire("a" + i, "pump-" + i, 6L * i * MINUTE);
        }

        assertThat(area.keys()).hasSize(20).allMatch(key -> key.endsWith(":opened"));
        assertThat(area.incidents).isEmpty();
        assertThat(area.state.incidents).hasSize(1);
        assertThat(area.state.devices).hasSize(1);
    }

    @Test
    void manyAlerts_oneIncident_notifiedInTheirPlace() {
        fireMany(100, 1_000);

        Incident opened = area.incidents.get(0);
        assertThat(area.keys()).containsExactly("a0:opened", "a1:opened", opened.id() + ":opened");
        assertThat(opened.counts()).isEqualTo(new Incident.Counts(3, 3, 3));
        assertThat(area.alerts).extracting(Alert::incident).containsOnly(opened.id());

        area.pass(1_000 + 2 * MINUTE);
        assertThat(area.last().counts()).isEqualTo(new Incident.Counts(100, 100, 10));
        assertThat(area.last().extent()).isEqualTo("+ 99 more alerts on 10 devices at site-b");
        assertThat(area.keys()).last().isEqualTo(opened.id() + ":updated");
    }

    @Test
    void incidentEnds_whenItsLastAlertIsResolved_andEachRecoveryThatPeopleWaitForIsNotified() { // hertzbeat#4160
        fireMany(5, 1_000);
        String incident = area.last().id();
        area.notices.clear();

        for (int i = 0; i < 5; i++) {
            area.resolve("a" + i, 10_000 + i);
        }

        assertThat(area.keys()).containsExactly("a0:ended", "a1:ended", incident + ":ended");
        assertThat(area.last().state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(area.last().counts().open()).isZero();
        assertThat(area.state.incidents).isEmpty();
        assertThat(area.state.members).isEmpty();
        assertThat(area.state.devices).isEmpty();
        assertThat(area.state.due).isEmpty();
    }

    @Test
    void resolvedIncident_absorbsNoMore() { // keep#2481
        fireMany(4, 1_000);
        String first = area.last().id();
        assertThat(area.command(first, AlertAction.RESOLVE, 5_000)).isTrue();
        int revisions = area.incidents.size();
        area.notices.clear();

        area.fire("later", "pump-1", 6_000);

        assertThat(area.incidents).hasSize(revisions);
        assertThat(area.alerts).last().extracting(Alert::incident).isNotEqualTo(first);
        assertThat(area.keys()).containsExactly("later:opened");
        area.resolve("a3", 7_000); // of the resolved one
        assertThat(area.keys()).containsExactly("later:opened");
    }

    @Test
    void alertAfterAPause_beginsAnotherIncident_theFirstGoesOn() {
        fireMany(4, 1_000);
        String first = area.last().id();

        area.fire("later", "pump-1", 1_000 + 6 * MINUTE);
        area.resolve("a0", 1_000 + 7 * MINUTE);
        area.pass(1_000 + 8 * MINUTE);

        assertThat(area.keys()).contains("later:opened", "a0:ended");
        assertThat(area.last().id()).isEqualTo(first);
        assertThat(area.last().counts()).isEqualTo(new Incident.Counts(4, 3, 4));
    }

    @Test
    void storm_fewNotifications_boundedRecords_exactCounts() {
        for (int i = 0; i < 100_000; i++) {
            long now = 1_000 + i * 60L / 100;
            area.pass(now);
            area.fire("a" + i, "pump-" + i % 1_203, now);
        }
        area.pass(10 * MINUTE);

        Incident incident = area.last();
        assertThat(incident.counts()).isEqualTo(new Incident.Counts(100_000, 100_000, 1_203));
        assertThat(area.notices).hasSize(4);
        assertThat(area.incidents).hasSizeLessThan(70);
        assertThat(incident.members()).hasSize(Incident.MAX_MEMBERS);
        assertThat(area.notices.get(3).alert().title())
                .isEqualTo("Anomaly: pump-0 (+ 99,999 more alerts on 1,203 devices at site-b)");

        for (int i = 0; i < 100_000; i++) {
            area.resolve("a" + i, 11 * MINUTE + i);
        }
        assertThat(area.notices).hasSize(7); // two that were notified by themselves, and the incident
        assertThat(area.state.members).isEmpty();
    }

    @Test
    void slowGrowth_isNotifiedHalfAnHourLater() {
        fireMany(3, 1_000);
        area.notices.clear();
        area.fire("one-more", "pump-9", 3 * MINUTE);
        area.pass(29 * MINUTE);
        assertThat(area.keys()).isEmpty();

        area.pass(31 * MINUTE);

        assertThat(area.keys()).containsExactly(area.last().id() + ":updated");
        assertThat(area.last().timeline()).last().extracting("change").isEqualTo(AlertChange.GREW);
        area.pass(200 * MINUTE);
        assertThat(area.keys()).hasSize(1);
    }

    @Test
    void acknowledgedIncident_isQuietUntilItBecomesCritical() {
        fireMany(3, 1_000);
        String id = area.last().id();
        assertThat(area.command(id, AlertAction.ACKNOWLEDGE, 2_000)).isTrue();
        assertThat(area.command(id, AlertAction.ACKNOWLEDGE, 2_000)).isFalse();
        area.notices.clear();

        for (int i = 0; i < 20; i++) {
            area.fire("b" + i, "pump-" + i, 3_000);
        }
        area.pass(60 * MINUTE);
        assertThat(area.keys()).isEmpty();
        area.fire("b7", "pump-7", AlertSeverity.CRITICAL, 61 * MINUTE);

        assertThat(area.keys()).containsExactly(id + ":updated");
        assertThat(area.last().state()).isEqualTo(IncidentState.OPEN);
        assertThat(area.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
    }

    @Test
    void alertByItself_thatBecomesCritical_isUpdated() {
        area.fire("a", "pump-1", 1_000);
        area.fire("a", "pump-1", AlertSeverity.CRITICAL, 2_000);
        area.fire("a", "pump-1", AlertSeverity.CRITICAL, 3_000);

        assertThat(area.keys()).containsExactly("a:opened", "a:updated");
    }

    @Test
    void silencedAlert_joinsNothing_andIsNotifiedWhenTheSilenceEnds() {
        area.silenced("a", "pump-1", 1_000);
        assertThat(area.keys()).isEmpty();
        assertThat(area.alerts).last().extracting(Alert::incident).isEqualTo("");

        area.silenceEnds("a", 2_000);
        area.resolve("a", 3_000);

        assertThat(area.keys()).containsExactly("a:opened", "a:ended");
    }

    @Test
    void endOfAnAlertThatWasSilencedAfterItFired_isNotified() { // alertmanager#226
        area.fire("a", "pump-1", 1_000);
        area.silenced("a", "pump-1", 2_000);

        area.resolve("a", 3_000);

        assertThat(area.keys()).containsExactly("a:opened", "a:ended");
    }

    @Test
    void memberThatIsSilencedAndComesBack_isNotNotifiedByItself() {
        fireMany(4, 1_000);
        area.notices.clear();

        area.acknowledge("a3", 2_000);
        area.silenceEnds("a3", 3_000);

        assertThat(area.keys()).isEmpty();
    }

    @Test
    void deadSite_isOneIncident_andItsDevicesAreNotNotified_whicheverIsSeenFirst() {
        site();
        area.silent("s1", "pump-1", 1_000);
        area.silent("s2", "pump-2", 1_500);
        area.silent("site", "site-b", 2_000);
        area.silent("s3", "pump-3", 2_500);
        area.pass(3 * MINUTE);

        String incident = area.last().id();
        assertThat(area.keys()).containsExactly(incident + ":opened");
        assertThat(area.last().counts().alerts()).isEqualTo(4);
        assertThat(area.last().cause()).isEqualTo("site-b");
        assertThat(area.notices.get(0).alert().title())
                .isEqualTo("Anomaly: site-b (+ 2 more alerts on 3 devices at site-b)");
    }

    @Test
    void deadSite_inhibitsForAsLongAsItIsSilent() {
        site();
        area.silent("site", "site-b", 1_000);
        area.notices.clear();

        area.silent("s1", "pump-1", 300 * MINUTE); // long after the incident takes in anything else
        area.pass(302 * MINUTE);

        assertThat(area.alerts)
                .last()
                .extracting(Alert::incident)
                .isEqualTo(area.last().id());
        assertThat(area.keys()).doesNotContain("s1:opened");
    }

    @Test
    void inhibitedAlerts_doNotFireWhenTheConfigurationIsReloaded() { // alertmanager#4064
        site();
        area.silent("site", "site-b", 1_000);
        for (int i = 1; i <= 3; i++) {
            area.silent("s" + i, "pump-" + i, 2_000);
        }
        area.pass(3 * MINUTE);
        area.notices.clear();

        area.configure(new IncidentPolicy(50, 1_000));
        for (int i = 1; i <= 3; i++) {
            area.acknowledge("s" + i, 4 * MINUTE);
            area.silenceEnds("s" + i, 5 * MINUTE); // each is looked at again
        }
        area.pass(20 * MINUTE);

        assertThat(area.keys()).isEmpty();
    }

    @Test
    void siteIsBack_whatGoesOnIsNotifiedAfterAMinute() {
        site();
        area.silent("site", "site-b", 1_000);
        area.silent("s1", "pump-1", 2_000);
        area.silent("s2", "pump-2", 2_000);
        area.pass(3 * MINUTE);
        area.notices.clear();

        area.resolve("site", 4 * MINUTE);
        area.resolve("s1", 4 * MINUTE + 1_000);
        area.pass(4 * MINUTE + 59_000);
        assertThat(area.keys()).isEmpty();
        area.pass(6 * MINUTE);

        assertThat(area.keys()).containsExactly(area.last().id() + ":updated-2");
        assertThat(area.last().counts().open()).isOne();
        area.resolve("s2", 7 * MINUTE);
        assertThat(area.keys()).last().isEqualTo(area.last().id() + ":ended");
    }

    @Test
    void silenceOfOneDevice_isNotifiedALittleLater_orNotAtAllIfItIsOver() {
        site();
        area.silent("s1", "pump-1", 1_000);
        area.silent("s2", "pump-2", 1_000);
        area.resolve("s2", 5_000);
        area.pass(15_999);
        assertThat(area.keys()).isEmpty();

        area.pass(16_000);
        area.resolve("s1", 20_000);

        assertThat(area.keys()).containsExactly("s1:opened", "s1:ended");
    }

    @Test
    void alertWithoutChannels_isGroupedAndNotNotified() {
        area.channels = List.of();

        fireMany(4, 1_000);
        area.pass(2 * MINUTE);

        assertThat(area.last().counts().alerts()).isEqualTo(4);
        assertThat(area.notices).isEmpty();
    }

    @Test
    void mergedIncident_isAPartOfTheOther_whichEndsWithAllAlerts() throws Exception {
        fireMany(4, 1_000);
        String first = area.last().id();
        for (int i = 0; i < 3; i++) {
            area.fire("b" + i, "valve-" + i, 20 * MINUTE);
        }
        String second = area.last().id();
        area.incidents.clear();

        assertThat(area.merge(first, second, 21 * MINUTE)).isTrue();
        assertThat(area.merge(first, second, 21 * MINUTE)).isFalse();
        area.restart();

        Incident ended = area.incidents.get(0);
        assertThat(ended.id()).isEqualTo(second);
        assertThat(ended.state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(area.keys()).contains(second + ":ended");
        Incident whole = area.last();
        assertThat(whole.id()).isEqualTo(first);
        assertThat(whole.counts()).isEqualTo(new Incident.Counts(7, 7, 7));
        assertThat(whole.merged()).containsExactly(second);
        assertThat(whole.has(area.alert("b0").in(second))).isTrue();
        area.fire("c", "pump-9", 22 * MINUTE);
        assertThat(area.alerts.get(area.alerts.size() - 1).incident()).isEqualTo(first);
        for (String alert : List.of("a0", "a1", "a2", "a3", "b0", "b1", "b2", "c")) {
            area.resolve(alert, 30 * MINUTE);
        }
        assertThat(area.last().state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(area.state.incidents).isEmpty();
        assertThat(area.state.members).isEmpty();
        assertThat(area.state.devices).isEmpty();
        assertThat(area.keys()).contains(first + ":ended").doesNotHaveDuplicates();
    }

    @Test
    void splitAlerts_areAnIncidentOfTheirOwn_andBothEnd() throws Exception {
        fireMany(5, 1_000);
        Incident before = area.last();
        area.incidents.clear();

        assertThat(area.split(before.id(), 2_000, before.lead().id())).isFalse();
        assertThat(area.split(before.id(), 2_000, "a3", "a4")).isTrue();
        area.restart();

        Incident rest = area.incidents.get(0);
        Incident other = area.incidents.get(1);
        assertThat(rest.counts()).isEqualTo(new Incident.Counts(3, 3, 3));
        assertThat(other.counts()).isEqualTo(new Incident.Counts(2, 2, 2));
        assertThat(other.members()).extracting(Incident.Member::alert).containsExactly("a3", "a4");
        assertThat(rest.has(area.alert("a3").in(before.id()))).isFalse();
        assertThat(other.has(area.alert("a3").in(before.id()))).isTrue();
        assertThat(area.keys()).contains(other.id() + ":opened");
        area.resolve("a3", 3_000);
        assertThat(area.alerts.get(area.alerts.size() - 1).incident()).isEqualTo(other.id());
        area.resolve("a4", 3_000);
        assertThat(area.keys()).contains(other.id() + ":ended").doesNotContain(before.id() + ":ended");
        for (int i = 0; i < 3; i++) {
            area.resolve("a" + i, 4_000);
        }
        assertThat(area.keys()).contains(before.id() + ":ended").doesNotHaveDuplicates();
        assertThat(area.state.incidents).isEmpty();
        assertThat(area.state.devices).isEmpty();
    }

    @Test
    void commandOnAnUnknownIncident_changesNothing() {
        assertThat(area.command("none", AlertAction.COMMENT, 1_000)).isFalse();
        assertThat(area.incidents).isEmpty();
    }

    @Test
    void commands_areInTheTimeline() {
        fireMany(3, 1_000);
        String id = area.last().id();

        area.command(id, AlertAction.ASSIGN, 2_000);
        area.command(id, AlertAction.COMMENT, 3_000);
        area.command(id, AlertAction.RESOLVE, 4_000);

        assertThat(area.last().timeline())
                .extracting("change")
                .containsExactly(AlertChange.FIRED, AlertChange.ASSIGNED, AlertChange.COMMENTED, AlertChange.RESOLVED);
        assertThat(area.last().timeline()).last().extracting("by").isEqualTo("ann");
        assertThat(List.of(AlertAction.COMMENT, AlertAction.RESOLVE))
                .noneMatch(action -> area.command(id, action, 5_000));
    }

    private void site() {
        for (int i = 1; i <= 3; i++) {
            area.contains("site-b", "pump-" + i);
        }
    }

    private void fireMany(int alerts, long now) {
        for (int i = 0; i < alerts; i++) {
            area.fire("a" + i, "pump-" + i % 10, now);
        }
    }
}
