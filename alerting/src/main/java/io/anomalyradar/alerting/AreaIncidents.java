package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * are notified of the silence of a device {@value #HOLD_MILLIS} ms later than of other alerts.
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
    /** How long people are not notified of a silent device, because the device that contains it may be silent too. */
    static final long HOLD_MILLIS = 15_000;

    static final long EMIT_MILLIS = 1_000;
    static final long GROWTH_MILLIS = 60_000;
    static final long REMINDER_MILLIS = 1_800_000;

    private final AreaState state;
    private final IncidentOutput output;

    public AreaIncidents(AreaState state, IncidentOutput output) {
        this.state = state;
        this.output = output;
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
            incident = new OpenIncident(idOf(alert), alert, now);
            state.current = incident.id;
        }
        incident.join(alert, now);
        if (state.devices.put(pair(incident, alert.device()), true) == null) {
            incident.devices++;
        }
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
            becomeCritical(incident, now);
        } else if (opens) {
            state.members.put(alert.id(), new Membership(incident.id, null, true));
            open(incident, now);
        } else {
            hold(alert, incident, now);
        }
        keep(incident);
    }

    /** Notifies of an alert that belongs to no incident so far. */
    private void hold(Alert alert, OpenIncident incident, long now) {
        if (alert.anomaly().isNoData()) {
            state.members.put(alert.id(), new Membership(incident.id, null, false));
            state.held.put(alert.id(), alert);
            incident.dueBy(now + HOLD_MILLIS);
        } else {
            state.members.put(alert.id(), new Membership(incident.id, alert.severity(), false));
            notice(Notice.of(alert, NotifiedChange.OPENED));
        }
    }

    /** The incident of the device around that of {@code alert} that is silent, if one is. */
    private @Nullable OpenIncident silentAround(Alert alert, Surroundings around) {
        for (String ancestor : around.devices().ancestors(alert.device())) {
            String id = state.silent.get(ancestor);
            OpenIncident incident = id == null ? null : find(id);
            if (incident != null) {
                return incident;
            }
        }
        return null;
    }

    /** The incident that takes in what fires now, if one does; forgets one that forms no more. */
    private @Nullable OpenIncident absorbing(Surroundings around, long now) {
        OpenIncident current = state.current == null ? null : find(state.current);
        if (current == null) {
            return null;
        }
        long since = current.isDeclared() ? current.joinedMillis : current.beganMillis();
        if (now - since <= around.policy().withinMillis()) {
            return current;
        }
        if (!current.isDeclared()) {
            release(current);
            forget(current);
        }
        state.current = null;
        return null;
    }

    private void open(OpenIncident incident, long now) {
        for (String alert : heldOf(incident)) {
            state.held.remove(alert);
            state.members.put(alert, new Membership(incident.id, null, true));
        }
        incident.dueMillis = 0;
        incident.notified = new Incident.Notified(0, incident.alerts, incident.severity, now);
        Incident opened = incident.next();
        output.incident(opened);
        notice(Notice.of(opened, NotifiedChange.OPENED));
    }

    private void leave(Alert alert, Membership known, long now) {
        state.members.remove(alert.id());
        state.held.remove(alert.id());
        if (known.notified() != null) {
            notice(Notice.of(alert, NotifiedChange.ENDED));
        }
        boolean wasSilent = alert.anomaly().isNoData() && known.incident().equals(state.silent.get(alert.device()));
        if (wasSilent) {
            state.silent.remove(alert.device());
        }
        OpenIncident incident = find(known.incident());
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
        keep(incident);
    }

    /** Its alerts are resolved, or the last ones that formed it. */
    private void end(OpenIncident incident, long now) {
        if (incident.isDeclared()) {
            resolve(incident, now, "", "");
        }
        forget(incident);
    }

    private void resolve(OpenIncident incident, long now, String by, String reason) {
        incident.state = IncidentState.RESOLVED;
        incident.dueMillis = 0;
        incident.record(now, AlertChange.RESOLVED, by, reason);
        Incident resolved = incident.next();
        output.incident(resolved);
        notice(Notice.of(resolved, NotifiedChange.ENDED));
    }

    private void change(Alert alert, Membership known, long now) {
        OpenIncident incident = find(known.incident());
        if (state.held.containsKey(alert.id())) {
            state.held.put(alert.id(), alert);
        } else {
            notifyOf(alert, known, incident);
        }
        if (incident != null) {
            incident.take(alert);
            if (incident.isDeclared()) {
                becomeCritical(incident, now);
                if (alert.id().equals(incident.lead.id())) {
                    incident.dueBy(now + EMIT_MILLIS);
                }
            }
            keep(incident);
        }
    }

    /** Notifies of a change of an alert by itself, if people are to know of it. */
    private void notifyOf(Alert alert, Membership known, @Nullable OpenIncident incident) {
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

    private void becomeCritical(OpenIncident incident, long now) {
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
            OpenIncident incident = find(id);
            if (incident == null) {
                state.due.remove(id);
                continue;
            }
            incident.dueMillis = 0;
            if (incident.isDeclared()) {
                review(incident, now);
            } else {
                release(incident);
            }
            keep(incident);
        }
    }

    /** Notifies of the alerts that were held, for they have turned out to be alone. */
    private void release(OpenIncident incident) {
        for (String id : heldOf(incident)) {
            Alert alert = state.held.remove(id);
            Membership known = state.members.get(id);
            if (alert != null && known != null) {
                notifyOf(alert, known, incident);
            }
        }
    }

    private List<String> heldOf(OpenIncident incident) {
        List<String> held = new ArrayList<>();
        for (String alert : state.held.keySet()) {
            Membership known = state.members.get(alert);
            if (known != null && known.incident().equals(incident.id)) {
                held.add(alert);
            }
        }
        return held;
    }

    private void review(OpenIncident incident, long now) {
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

    /**
     * A person's command on an incident, at append time {@code millis}.
     *
     * @return false when it changes nothing: the incident is not open, or is already as the command wants it
     */
    public boolean onCommand(AlertCommand command, long millis) {
        long now = tick(millis);
        OpenIncident incident = find(command.alert());
        if (incident == null || !incident.isDeclared()) {
            return false;
        }
        boolean changes =
                switch (command.action()) {
                    case ACKNOWLEDGE -> become(incident, IncidentState.OPEN, IncidentState.ACKNOWLEDGED);
                    case UNACKNOWLEDGE -> become(incident, IncidentState.ACKNOWLEDGED, IncidentState.OPEN);
                    case ASSIGN -> assign(incident, command.text());
                    case COMMENT, RESOLVE -> true;
                    case MERGE -> merge(incident, command, now);
                    case SPLIT -> split(incident, command, now);
                    case SNOOZE, REVIEW -> false;
                };
        if (changes && command.action() == AlertAction.RESOLVE) {
            resolve(incident, now, command.by(), command.text());
            forget(incident);
        } else if (changes && command.action() != AlertAction.MERGE && command.action() != AlertAction.SPLIT) {
            incident.record(now, DeviceAlerts.change(command.action()), command.by(), command.text());
            incident.dueMillis = 0;
            plan(incident);
            output.incident(incident.next());
            keep(incident);
        }
        return changes;
    }

    /** Another incident becomes a part of this one. */
    private boolean merge(OpenIncident into, AlertCommand command, long now) {
        OpenIncident from = find(command.subjects().get(0));
        if (from == null || !from.isDeclared() || from.id.equals(into.id)) {
            return false;
        }
        Map<String, Membership> moved = new LinkedHashMap<>();
        state.members.forEach((alert, known) -> {
            if (known.incident().equals(from.id)) {
                moved.put(alert, new Membership(into.id, known.notified(), true));
            }
        });
        state.members.putAll(moved);
        for (String pair : List.copyOf(state.devices.keySet())) {
            if (pair.startsWith(from.id)) {
                state.devices.remove(pair);
                String device = pair.substring(from.id.length() + 1);
                into.devices += state.devices.put(pair(into, device), true) == null ? 1 : 0;
            }
        }
        for (Map.Entry<String, String> silent : List.copyOf(state.silent.entrySet())) {
            if (silent.getValue().equals(from.id)) {
                state.silent.put(silent.getKey(), into.id);
            }
        }
        if (from.id.equals(state.current)) {
            state.current = into.id;
        }
        into.merge(from);
        into.record(now, AlertChange.MERGED, command.by(), from.lead.title());
        from.record(now, AlertChange.MERGED, command.by(), into.lead.title());
        from.open = 0;
        resolve(from, now, command.by(), "");
        forget(from);
        changed(into, now);
        return true;
    }

    /** Some of the alerts that are listed become an incident of their own; the one that stands for all stays. */
    private boolean split(OpenIncident incident, AlertCommand command, long now) {
        List<Incident.Member> parts = incident.listed(command.subjects()).stream()
                .filter(part -> belongs(part.alert(), incident))
                .toList();
        Alert lead = command.lead();
        boolean isLed =
                lead != null && parts.stream().anyMatch(part -> part.alert().equals(lead.id()));
        if (lead == null || !isLed || parts.size() >= incident.open) { // an incident without open alerts would not end
            return false;
        }
        OpenIncident other = new OpenIncident(splitId(incident, lead, now), lead, now);
        incident.split(parts, other);
        for (Incident.Member part : parts) {
            Membership known = state.members.get(part.alert());
            state.members.put(part.alert(), new Membership(other.id, known == null ? null : known.notified(), true));
            other.devices += state.devices.put(pair(other, part.device()), true) == null ? 1 : 0;
            boolean isLast = incident.alerts <= Incident.MAX_MEMBERS
                    && !incident.memberDevices().contains(part.device());
            if (isLast && state.devices.remove(pair(incident, part.device())) != null) {
                incident.devices--;
            }
        }
        incident.record(now, AlertChange.SPLIT, command.by(), other.lead.title());
        other.record(now, AlertChange.SPLIT, command.by(), incident.lead.title());
        changed(incident, now);
        open(other, now);
        keep(other);
        return true;
    }

    private boolean belongs(String alert, OpenIncident incident) {
        Membership known = state.members.get(alert);
        return known != null && known.incident().equals(incident.id);
    }

    /** Emits an incident that a person has put together anew. */
    private void changed(OpenIncident incident, long now) {
        incident.dueMillis = 0;
        plan(incident);
        becomeCritical(incident, now);
        output.incident(incident.next());
        keep(incident);
    }

    private static String splitId(OpenIncident incident, Alert lead, long now) {
        MessageDigest digest = StableId.digest();
        digest.update(("split\n" + incident.id + "\n" + lead.id() + "\n" + now).getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }

    private static boolean become(OpenIncident incident, IncidentState from, IncidentState to) {
        if (incident.state != from) {
            return false;
        }
        incident.state = to;
        return true;
    }

    private static boolean assign(OpenIncident incident, String person) {
        boolean changes = !incident.assignee.equals(person);
        incident.assignee = person;
        return changes;
    }

    private void notice(Notice notice) {
        if (!notice.alert().channels().isEmpty()) {
            output.notice(notice);
        }
    }

    private @Nullable OpenIncident find(String id) {
        Incident kept = state.incidents.get(id);
        return kept == null ? null : new OpenIncident(kept);
    }

    private void keep(OpenIncident incident) {
        state.incidents.put(incident.id, incident.current());
        if (incident.dueMillis > 0) {
            state.due.put(incident.id, incident.dueMillis);
        } else {
            state.due.remove(incident.id);
        }
    }

    private void forget(OpenIncident incident) {
        state.incidents.remove(incident.id);
        state.due.remove(incident.id);
        if (incident.isDeclared()) {
            state.devices.keySet().removeIf(pair -> pair.startsWith(incident.id));
        } else {
            incident.memberDevices().forEach(device -> state.devices.remove(pair(incident, device)));
        }
        if (incident.id.equals(state.current)) {
            state.current = null;
        }
    }

    private static String pair(OpenIncident incident, String device) {
        return incident.id + " " + device;
    }

    private static String idOf(Alert first) {
        MessageDigest digest = StableId.digest();
        digest.update(("incident\n" + first.id()).getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }
}
