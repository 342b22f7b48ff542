package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one area which alerts are one incident, and of what people are notified.
 *
 * <p><b>Forming.</b> The first alert that calls for attention begins to form an incident; those that follow within
 * {@code policy.within} belong to it. Until there are {@code policy.alerts}, each is notified by itself, at once. With
 * that number the incident opens: from then on people are notified of the incident alone. What forms no incident in time
 * is forgotten.
 *
 * <p><b>Joining.</b> An open incident takes in what fires within {@code policy.within} of the alert that joined last. A
 * resolved one takes in nothing.
 *
 * <p><b>Cause.</b> A silent device that contains others opens an incident by itself, and everything below it joins that
 * incident for as long as it is silent. So that it makes no difference which of them is seen to be silent first, people
 * are notified of the silence of a device {@value IncidentNotices#HOLD_MILLIS} ms later than of other alerts.
 *
 * <p><b>Notifications of an incident</b>: when it opens; when its severity rises to critical; when the number of its
 * alerts has doubled, a minute after the last notification at the earliest; half an hour after the last one if any alert
 * has joined; a minute after its cause ended, if alerts go on; when all its alerts are resolved. An acknowledged one is
 * notified only when it becomes critical, and when it ends. Whoever was notified of an alert by itself is notified of its
 * end, whatever it belongs to.
 *
 * <p>Costs the same for each event, however many alerts there are. Not thread-safe.
 */
public final class AreaIncidents {
    static final long EMIT_MILLIS = 1_000;

    private final AreaState state;
    private final IncidentOutput output;
    private final IncidentStore store;
    private final IncidentNotices notices;
    private final IncidentCommands commands;

    public AreaIncidents(AreaState state, IncidentOutput output) {
        this.state = state;
        this.output = output;
        store = new IncidentStore(state);
        notices = new IncidentNotices(state, store, output);
        commands = new IncidentCommands(state, store, notices);
    }

    /** When {@link #advance} is to be called next, as append time. */
    public OptionalLong nextDueMillis() {
        return state.due.values().stream().mapToLong(Long::longValue).min();
    }

    /** A new revision of an alert. */
    public void onAlert(Alert alert, Surroundings around) {
        long now = tick(alert.changedMillis());
        Membership known = state.members.get(alert.id());
        if (known == null && !alert.callsForAttention()) {
            output.alert(alert); // it does not fire yet, or nobody is to know
            return;
        }
        if (known == null) {
            join(alert, around, now);
            return;
        }
        output.alert(alert.in(known.incident()));
        if (alert.state() == AlertState.RESOLVED) {
            leave(alert, known, now);
        } else {
            change(alert, known, now);
        }
    }

    private long tick(long millis) {
        state.nowMillis = Math.max(state.nowMillis, millis); // devices are not exactly in order
        return state.nowMillis;
    }

    private void join(Alert alert, Surroundings around, long now) {
        boolean isCause = alert.anomaly().isNoData() && around.devices().isParent(alert.device());
        OpenIncident incident = silentAround(alert, around);
        if (incident == null) {
            incident = absorbing(around, now);
        }
        if (incident == null) {
            incident = new OpenIncident(IncidentStore.id("incident", alert.id()), alert, now);
            state.current = incident.id;
        }
        incident.join(alert, now);
        store.addDevice(incident, alert.device());
        output.alert(alert.in(incident.id));
        if (isCause) {
            state.silent.put(alert.device(), incident.id);
            if (incident.cause.isEmpty()) {
                incident.cause = alert.device();
                incident.lead = alert;
                incident.record(now, AlertChange.CAUSE_FOUND, "", alert.device());
            }
        }
        boolean opens = isCause || incident.alerts >= around.policy().alerts();
        if (incident.isDeclared()) {
            state.members.put(alert.id(), new Membership(incident.id, null, true));
            incident.dueBy(now + EMIT_MILLIS);
            notices.becomeCritical(incident, now);
        } else if (opens) {
            state.members.put(alert.id(), new Membership(incident.id, null, true));
            notices.open(incident, now);
        } else {
            notices.alone(alert, incident, now);
        }
        store.keep(incident);
    }

    /** The incident of the device around that of {@code alert} that is silent, if one is. */
    private @Nullable OpenIncident silentAround(Alert alert, Surroundings around) {
        for (String ancestor : around.devices().ancestors(alert.device())) {
            String id = state.silent.get(ancestor);
            OpenIncident incident = id == null ? null : store.find(id);
            if (incident != null) {
                return incident;
            }
        }
        return null;
    }

    /** The incident that takes in what fires now, if one does; forgets one that forms no more. */
    private @Nullable OpenIncident absorbing(Surroundings around, long now) {
        OpenIncident current = state.current == null ? null : store.find(state.current);
        if (current == null) {
            return null;
        }
        long since = current.isDeclared() ? current.joinedMillis : current.beganMillis();
        if (now - since <= around.policy().withinMillis()) {
            return current;
        }
        if (!current.isDeclared()) {
            notices.release(current);
            store.forget(current);
        }
        state.current = null;
        return null;
    }

    private void leave(Alert alert, Membership known, long now) {
        state.members.remove(alert.id());
        state.held.remove(alert.id());
        notices.ended(alert, known);
        boolean wasSilent = alert.anomaly().isNoData() && known.incident().equals(state.silent.get(alert.device()));
        if (wasSilent) {
            state.silent.remove(alert.device());
        }
        OpenIncident incident = store.find(known.incident());
        if (incident == null) {
            return;
        }
        incident.open--;
        incident.take(alert);
        if (incident.open == 0) {
            end(incident, now);
            return;
        }
        if (wasSilent && incident.cause.equals(alert.device())) {
            incident.causeEndedMillis = now;
            incident.record(now, AlertChange.CAUSE_ENDED, "", alert.device());
        }
        if (incident.isDeclared()) {
            incident.dueBy(now + EMIT_MILLIS);
        }
        store.keep(incident);
    }

    /** Its alerts are resolved, or the last ones that formed it. */
    private void end(OpenIncident incident, long now) {
        if (incident.isDeclared()) {
            notices.resolve(incident, now, "", "");
        }
        store.forget(incident);
    }

    private void change(Alert alert, Membership known, long now) {
        OpenIncident incident = store.find(known.incident());
        if (state.held.containsKey(alert.id())) {
            state.held.put(alert.id(), alert);
        } else {
            notices.changed(alert, known, incident);
        }
        if (incident != null) {
            incident.take(alert);
            if (incident.isDeclared()) {
                notices.becomeCritical(incident, now);
                if (alert.id().equals(incident.lead.id())) {
                    incident.dueBy(now + EMIT_MILLIS);
                }
            }
            store.keep(incident);
        }
    }

    /** Everything that is due at {@code millis} happens. */
    public void advance(Surroundings around, long millis) {
        long now = tick(millis);
        List<String> due = new ArrayList<>();
        for (Map.Entry<String, Long> each : state.due.entrySet()) {
            if (each.getValue() <= now) {
                due.add(each.getKey());
            }
        }
        for (String id : due) {
            OpenIncident incident = store.find(id);
            if (incident == null) {
                state.due.remove(id);
                continue;
            }
            incident.dueMillis = 0;
            if (incident.isDeclared()) {
                notices.review(incident, now);
            } else {
                notices.release(incident);
            }
            store.keep(incident);
        }
    }

    /**
     * A person's command on an incident, at append time {@code millis}.
     *
     * @return false when it changes nothing: the incident is not open, or is already as the command wants it
     */
    public boolean onCommand(AlertCommand command, long millis) {
        return commands.carryOut(command, tick(millis));
    }
}
