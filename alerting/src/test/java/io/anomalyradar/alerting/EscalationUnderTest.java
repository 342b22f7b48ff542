package io.anomalyradar.alerting;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Escalations whose state is in maps, and what they notified of; alerts and incidents come in as they would. */
final class EscalationUnderTest implements IncidentOutput {
    static final String CONFIG =
            """
            {"people": [{"id": "ann", "channels": ["webhook"]}],
             "escalations": [{"id": "ops", "repeat": 1, "levels": [
               {"after": "10m", "channels": ["@ann"]}, {"after": "20m", "channels": ["@ann", "chief"]}]}],
             "channels": [{"id": "chief", "type": "webhook", "url": "http://127.0.0.1/"}],
             "routes": [{"id": "r", "channels": ["webhook"], "escalation": "ops"}]}""";

    /** A notification, and when it was decided. */
    record Sent(long atMillis, String key, String channel) {}

    final List<Sent> sent = new ArrayList<>();
    final Map<String, OpenEscalation> open = new LinkedHashMap<>();
    final Map<String, Membership> members = new HashMap<>();
    private final Map<String, Alert> alerts = new HashMap<>();
    private final TreeSet<Long> timers = new TreeSet<>();
    private Surroundings around = around(CONFIG);
    private long now;

    /** Another configuration is in force. */
    void configure(String config) {
        around = around(config);
    }

    private static Surroundings around(String config) {
        try {
            return new Surroundings(
                    AlertRules.of(ConfigJson.read(config.getBytes(StandardCharsets.UTF_8))
                            .alerting()),
                    new DeviceRegistry());
        } catch (SettingsException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Escalations at(long millis) {
        now = millis;
        return new Escalations(open, members, around, millis, timers::add, this);
    }

    /** The alert is in {@code state}; people are notified of it as they would be. */
    Alert alert(String id, AlertState state, AlertChange change, long millis) {
        Alert before = alerts.get(id);
        List<TimelineEntry> timeline = new ArrayList<>(before == null ? List.of() : before.timeline());
        timeline.add(new TimelineEntry(millis, change, "", ""));
        Alert alert = new Alert(
                id,
                timeline.size(),
                "rule",
                id,
                state,
                AlertSeverity.MEDIUM,
                0,
                "",
                0,
                "",
                List.of("webhook"),
                0,
                "fleet",
                "",
                Anomalies.of(id, "pump-7", "temperature", AnomalyState.OPEN, Severity.WARNING, "SPIKE"),
                timeline);
        alerts.put(id, alert);
        Escalations escalations = at(millis);
        escalations.alert(alert);
        if (before == null) {
            escalations.notice(Notice.of(alert, NotifiedChange.OPENED));
        } else if (state == AlertState.RESOLVED) {
            alerts.remove(id);
            escalations.notice(Notice.of(alert, NotifiedChange.ENDED));
        }
        return alert;
    }

    /** The incident is in {@code state}; its first revision opens it. */
    void incident(String id, Alert lead, IncidentState state, int revision, long millis) {
        Incident incident = new Incident(
                id,
                revision,
                "fleet",
                state,
                AlertSeverity.MEDIUM,
                "",
                0,
                "",
                List.of("webhook"),
                millis,
                new Incident.Counts(5, 5, 5),
                new Incident.Notified(0, 5, AlertSeverity.MEDIUM, millis),
                0,
                List.of(new Incident.Member(lead.id(), lead.device(), "", millis)),
                List.of(),
                List.of(),
                lead,
                List.of(new TimelineEntry(millis, AlertChange.FIRED, "", "")));
        Escalations escalations = at(millis);
        escalations.incident(incident);
        if (revision == 1) {
            escalations.notice(Notice.of(incident, NotifiedChange.OPENED));
        } else if (state == IncidentState.RESOLVED) {
            escalations.notice(Notice.of(incident, NotifiedChange.ENDED));
        }
    }

    /** Time passes; timers fire on the way. */
    void pass(long until) {
        for (Long timer = timers.pollFirst(); timer != null; timer = timers.pollFirst()) {
            if (timer > until) {
                timers.add(timer);
                break;
            }
            at(timer).advance();
        }
        now = until;
    }

    /** The job is restored from a snapshot: what is kept are the state and the timers. */
    void restart() {
        open.replaceAll((id, known) -> {
            try {
                return known.with(NoticeJson.decode(NoticeJson.encode(known.newest())));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    /** What escalations sent. */
    List<Sent> escalated() {
        return sent.stream().filter(each -> each.key().contains(":escalated")).toList();
    }

    @Override
    public void alert(Alert alert) {}

    @Override
    public void incident(Incident incident) {
        try {
            IncidentJson.decode(IncidentJson.encode(incident));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void notice(Notice notice) {
        sent.add(new Sent(now, notice.key(), notice.channel()));
    }
}
