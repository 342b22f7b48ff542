package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.control.IncidentPolicy;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any order of alerts, silences, commands, pauses and restarts, against a model that knows nothing of how incidents
 * form: it counts what the emitted alerts say they belong to, and what people were notified of.
 */
class IncidentModelTest {
    private static final int ALERTS = 12;
    private static final long HOUR = 3_600_000;

    private enum Kind {
        FIRE,
        CRITICAL,
        SILENT,
        SITE_SILENT,
        SILENCED,
        SILENCE_ENDS,
        ACKNOWLEDGE,
        RESOLVE,
        RESOLVE_INCIDENT,
        ACKNOWLEDGE_INCIDENT,
        PAUSE,
        RESTART
    }

    private record Step(Kind kind, int alert, int millis) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, ALERTS - 1),
                        Arbitraries.integers().between(0, 200_000))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private final Map<Integer, Integer> generations = new HashMap<>();
    private final Set<String> resolvedByPerson = new HashSet<>();
    private AreaUnderTest area = new AreaUnderTest(new IncidentPolicy(3, 300_000));
    private long now = 1_000;

    @Property(tries = 2_000)
    void anyOrder_countsAreExact_andNobodyMissesAnything(@ForAll("steps") List<Step> steps) throws IOException {
        area = new AreaUnderTest(new IncidentPolicy(3, 300_000)); // one instance makes all tries
        generations.clear();
        resolvedByPerson.clear();
        now = 1_000;
        for (int i = 0; i < ALERTS; i++) {
            area.contains("site-b", "pump-" + i);
        }
        for (Step step : steps) {
            take(step);
            countsAreExact();
        }
        area.pass(now + HOUR);
        everyAlertIsKnownToPeople();
        now += HOUR;
        for (int i = 0; i < ALERTS; i++) {
            resolve(id(i));
        }
        resolve("site" + generations.getOrDefault(-1, 0));

        assertThat(area.state.members).isEmpty();
        assertThat(area.state.held).isEmpty();
        assertThat(area.state.silent).isEmpty();
        assertThat(area.state.devices).isEmpty();
        assertThat(area.state.incidents).isEmpty();
        noticesAreInOrder();
        revisionsAreInOrder();
    }

    private String id(int alert) {
        return "a" + alert + "." + generations.getOrDefault(alert, 0);
    }

    private void resolve(String id) {
        if (area.isOpen(id)) {
            area.resolve(id, now);
        }
    }

    private void take(Step step) throws IOException {
        String id = id(step.alert());
        String device = "pump-" + step.alert() % 4;
        boolean open = area.isOpen(id);
        now += step.millis() / 10;
        area.pass(now);
        switch (step.kind()) {
            case FIRE -> {
                if (!open) {
                    area.fire(begin(step.alert()), device, now);
                }
            }
            case CRITICAL -> {
                if (!open) {
                    area.fire(begin(step.alert()), device, AlertSeverity.CRITICAL, now);
                } else if (area.alert(id).callsForAttention()
                        && !area.alert(id).anomaly().isNoData()) {
                    area.fire(id, device, AlertSeverity.CRITICAL, now);
                }
            }
            case SILENT -> {
                if (!open) {
                    area.silent(begin(step.alert()), device, now);
                }
            }
            case SITE_SILENT -> {
                String site = "site" + generations.getOrDefault(-1, 0);
                if (area.isOpen(site)) {
                    area.resolve(site, now);
                } else {
                    area.silent("site" + generations.merge(-1, 1, Integer::sum), "site-b", now);
                }
            }
            case SILENCED -> {
                if (!open) {
                    area.silenced(begin(step.alert()), device, now);
                }
            }
            case SILENCE_ENDS -> {
                if (open) {
                    area.silenceEnds(id, now);
                }
            }
            case ACKNOWLEDGE -> {
                if (open && !area.alert(id).isSilenced()) {
                    area.acknowledge(id, now);
                }
            }
            case RESOLVE -> resolve(id);
            case RESOLVE_INCIDENT -> {
                if (!area.incidents.isEmpty()) {
                    Incident last = area.last();
                    if (area.command(last.id(), AlertAction.RESOLVE, now)) {
                        resolvedByPerson.add(last.id());
                    }
                }
            }
            case ACKNOWLEDGE_INCIDENT -> {
                if (!area.incidents.isEmpty()) {
                    boolean unused = area.command(area.last().id(), AlertAction.ACKNOWLEDGE, now);
                }
            }
            case PAUSE -> now += step.millis() * 5L;
            case RESTART -> area.restart();
        }
    }

    private String begin(int alert) {
        return "a" + alert + "." + generations.merge(alert, 1, Integer::sum);
    }

    private void countsAreExact() {
        Map<String, Set<String>> joined = new HashMap<>();
        Map<String, Set<String>> devices = new HashMap<>();
        Map<String, Alert> newest = new HashMap<>();
        for (Alert alert : area.alerts) {
            if (!alert.incident().isEmpty()) {
                joined.computeIfAbsent(alert.incident(), id -> new HashSet<>()).add(alert.id());
                devices.computeIfAbsent(alert.incident(), id -> new HashSet<>()).add(alert.device());
                newest.put(alert.id(), alert);
            }
        }
        for (Incident kept : area.state.incidents.values()) {
            Set<String> members = joined.getOrDefault(kept.id(), Set.of());
            long open = members.stream()
                    .filter(id ->
                            newest.get(id) != null && newest.get(id).state().isOpen())
                    .count();
            assertThat(kept.counts())
                    .isEqualTo(new Incident.Counts(
                            members.size(),
                            (int) open,
                            devices.getOrDefault(kept.id(), Set.of()).size()));
        }
    }

    /** By itself, or as a part of an incident that people know. */
    private void everyAlertIsKnownToPeople() {
        Set<String> opened = area.notices.stream()
                .filter(notice -> notice.change() == NotifiedChange.OPENED)
                .map(Notice::subject)
                .collect(Collectors.toSet());
        Map<String, Alert> newest = new HashMap<>();
        area.alerts.forEach(alert -> newest.put(alert.id(), alert));
        for (Alert alert : newest.values()) {
            if (alert.callsForAttention()) {
                assertThat(opened.contains(alert.id()) || opened.contains(alert.incident()))
                        .as("%s of %s", alert.id(), alert.incident())
                        .isTrue();
            }
        }
    }

    private void noticesAreInOrder() {
        Map<String, Notice> last = new HashMap<>();
        for (Notice notice : area.notices) {
            Notice before = last.put(notice.subject(), notice);
            if (before == null) {
                assertThat(notice.change()).isEqualTo(NotifiedChange.OPENED);
            } else {
                assertThat(before.change()).as(notice.key()).isNotEqualTo(NotifiedChange.ENDED);
                assertThat(notice.change()).isNotEqualTo(NotifiedChange.OPENED);
                assertThat(notice.change() == NotifiedChange.ENDED || notice.number() == before.number() + 1)
                        .as(notice.key())
                        .isTrue();
            }
        }
        assertThat(last.values()).as("every recovery is notified").allMatch(n -> n.change() == NotifiedChange.ENDED);
    }

    private void revisionsAreInOrder() {
        Map<String, Incident> last = new HashMap<>();
        for (Incident incident : area.incidents) {
            Incident before = last.put(incident.id(), incident);
            assertThat(incident.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
            assertThat(before == null ? IncidentState.OPEN : before.state()).isNotEqualTo(IncidentState.RESOLVED);
            assertThat(
                            resolvedByPerson.contains(incident.id()) && incident.state() != IncidentState.RESOLVED
                                    ? incident.counts().open()
                                    : 1)
                    .isNotNegative();
        }
        assertThat(last.values()).allMatch(incident -> incident.state() == IncidentState.RESOLVED);
    }
}
