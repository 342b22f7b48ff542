package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import org.jspecify.annotations.Nullable;

/**
 * Decides when people are notified of an incident, and of an alert by itself (see {@link AreaIncidents}), and emits the
 * revisions of incidents. Not thread-safe.
 */
final class IncidentNotices {
    /** How long people are not notified of a silent device, because the device that contains it may be silent too. */
    static final long HOLD_MILLIS = 15_000;

    static final long GROWTH_MILLIS = 60_000;
    static final long REMINDER_MILLIS = 1_800_000;

    private final AreaState state;
    private final IncidentStore store;
    private final IncidentOutput output;

    IncidentNotices(AreaState state, IncidentStore store, IncidentOutput output) {
        this.state = state;
        this.store = store;
        this.output = output;
    }

    private void notice(Notice notice) {
        if (!notice.alert().channels().isEmpty()) {
            output.notice(notice);
        }
    }

    /** Notifies of an alert that belongs to no incident so far. */
    void alone(Alert alert, OpenIncident forming, long now) {
        if (alert.anomaly().isNoData()) {
            state.members.put(alert.id(), new Membership(forming.id, null, false));
            state.held.put(alert.id(), alert);
            forming.dueBy(now + HOLD_MILLIS);
        } else {
            state.members.put(alert.id(), new Membership(forming.id, alert.severity(), false));
            notice(Notice.of(alert, NotifiedChange.OPENED));
        }
    }

    /** Notifies of the alerts that were held, for they have turned out to be alone. */
    void release(OpenIncident incident) {
        for (String id : store.held(incident)) {
            Alert alert = state.held.remove(id);
            Membership known = state.members.get(id);
            if (alert != null && known != null) {
                changed(alert, known, incident);
            }
        }
    }

    /** Notifies of a change of an alert by itself, if people are to know of it. */
    void changed(Alert alert, Membership known, @Nullable OpenIncident incident) {
        if (!alert.callsForAttention()) {
            return;
        }
        AlertSeverity notified = known.notified();
        boolean critical = alert.severity() == AlertSeverity.CRITICAL;
        if (incident != null && incident.isDeclared()) {
            return; // the incident is notified in its place
        }
        if (notified == null && (!known.withheld() || critical)) {
            state.members.put(alert.id(), known.notified(alert.severity()));
            notice(Notice.of(alert, NotifiedChange.OPENED));
        } else if (notified != null && critical && notified != AlertSeverity.CRITICAL) {
            state.members.put(alert.id(), known.notified(alert.severity()));
            notice(Notice.of(alert, NotifiedChange.UPDATED));
        }
    }

    /** Notifies of the end of an alert, if people were notified of it by itself. */
    void ended(Alert alert, Membership known) {
        if (known.notified() != null) {
            notice(Notice.of(alert, NotifiedChange.ENDED));
        }
    }

    /** Notifies of an incident that opens, in the place of the alerts that were held. */
    void open(OpenIncident incident, long now) {
        for (String alert : store.held(incident)) {
            state.held.remove(alert);
            state.members.put(alert, new Membership(incident.id, null, true));
        }
        incident.dueMillis = 0;
        incident.notified = new Incident.Notified(0, incident.alerts, incident.severity, now);
        Incident opened = incident.next();
        output.incident(opened);
        notice(Notice.of(opened, NotifiedChange.OPENED));
    }

    /** Notifies of the end of an incident. */
    void resolve(OpenIncident incident, long now, String by, String reason) {
        incident.state = IncidentState.RESOLVED;
        incident.dueMillis = 0;
        incident.record(now, AlertChange.RESOLVED, by, reason);
        Incident resolved = incident.next();
        output.incident(resolved);
        notice(Notice.of(resolved, NotifiedChange.ENDED));
    }

    /** Notifies of an incident that has become critical; one that was acknowledged is open again. */
    void becomeCritical(OpenIncident incident, long now) {
        if (incident.severity == AlertSeverity.CRITICAL && incident.notified.severity() != AlertSeverity.CRITICAL) {
            incident.state = IncidentState.OPEN;
            incident.record(
                    now,
                    AlertChange.SEVERITY_RAISED,
                    "",
                    incident.notified.severity().name() + " to CRITICAL");
            update(incident, now);
        }
    }

    /** Notifies of how the incident is now. */
    private void update(OpenIncident incident, long now) {
        incident.notified =
                new Incident.Notified(incident.notified.number() + 1, incident.alerts, incident.severity, now);
        incident.dueMillis = 0;
        Incident updated = incident.next();
        output.incident(updated);
        notice(Notice.of(updated, NotifiedChange.UPDATED));
    }

    /** Emits an incident that is due, and notifies of it if it has grown or its cause has ended for some time. */
    void review(OpenIncident incident, long now) {
        boolean causeEnded = incident.causeEndedMillis > 0 && now - incident.causeEndedMillis >= GROWTH_MILLIS;
        long sinceMillis = now - incident.notified.atMillis();
        int known = incident.notified.alerts();
        boolean grew = (incident.alerts >= 2 * known && sinceMillis >= GROWTH_MILLIS)
                || (incident.alerts > known && sinceMillis >= REMINDER_MILLIS);
        if (causeEnded) {
            incident.causeEndedMillis = 0;
        }
        if (incident.state == IncidentState.OPEN && (grew || causeEnded)) {
            incident.record(now, AlertChange.GREW, "", incident.current().extent());
            update(incident, now);
        } else {
            output.incident(incident.next());
        }
        plan(incident);
    }

    /** Emits an incident after a person's command, and plans anew when people are notified. */
    void commanded(OpenIncident incident) {
        incident.dueMillis = 0;
        plan(incident);
        output.incident(incident.next());
    }

    /** Emits an incident that a person has put together anew. */
    void regrouped(OpenIncident incident, long now) {
        incident.dueMillis = 0;
        plan(incident);
        becomeCritical(incident, now);
        output.incident(incident.next());
    }

    /** When people are to be notified next if nothing else happens. */
    private static void plan(OpenIncident incident) {
        if (incident.causeEndedMillis > 0) {
            incident.dueBy(incident.causeEndedMillis + GROWTH_MILLIS);
        }
        int known = incident.notified.alerts();
        if (incident.state == IncidentState.OPEN && incident.alerts > known) {
            boolean doubled = incident.alerts >= 2 * known;
            incident.dueBy(incident.notified.atMillis() + (doubled ? GROWTH_MILLIS : REMINDER_MILLIS));
        }
    }
}
