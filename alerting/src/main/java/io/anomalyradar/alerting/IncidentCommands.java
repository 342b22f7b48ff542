package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import java.util.List;

/** Carries out what people command on the incidents of an area. Not thread-safe. */
final class IncidentCommands {
    private final AreaState state;
    private final IncidentStore store;
    private final IncidentNotices notices;

    IncidentCommands(AreaState state, IncidentStore store, IncidentNotices notices) {
        this.state = state;
        this.store = store;
        this.notices = notices;
    }

    /** Whether {@code command} changes anything; see {@link AreaIncidents#onCommand}. */
    boolean carryOut(AlertCommand command, long now) {
        OpenIncident incident = store.find(command.alert());
        if (incident == null || !incident.isDeclared()) {
            return false;
        }
        return switch (command.action()) {
            case ACKNOWLEDGE ->
                become(incident, IncidentState.OPEN, IncidentState.ACKNOWLEDGED) && record(incident, command, now);
            case UNACKNOWLEDGE ->
                become(incident, IncidentState.ACKNOWLEDGED, IncidentState.OPEN) && record(incident, command, now);
            case ASSIGN -> assign(incident, command.text()) && record(incident, command, now);
            case COMMENT -> record(incident, command, now);
            case RESOLVE -> resolve(incident, command, now);
            case MERGE -> merge(incident, command, now);
            case SPLIT -> split(incident, command, now);
            case SNOOZE, REVIEW -> false;
        };
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

    private boolean record(OpenIncident incident, AlertCommand command, long now) {
        incident.record(now, DeviceAlerts.change(command.action()), command.by(), command.text());
        notices.commanded(incident);
        store.keep(incident);
        return true;
    }

    private boolean resolve(OpenIncident incident, AlertCommand command, long now) {
        notices.resolve(incident, now, command.by(), command.text());
        store.forget(incident);
        return true;
    }

    /** Another incident becomes a part of this one. */
    private boolean merge(OpenIncident into, AlertCommand command, long now) {
        OpenIncident from = store.find(command.subjects().get(0));
        if (from == null || !from.isDeclared() || from.id.equals(into.id)) {
            return false;
        }
        store.move(from, into);
        into.merge(from);
        into.record(now, AlertChange.MERGED, command.by(), from.lead.title());
        from.record(now, AlertChange.MERGED, command.by(), into.lead.title());
        from.open = 0;
        notices.resolve(from, now, command.by(), "");
        store.forget(from);
        notices.regrouped(into, now);
        store.keep(into);
        return true;
    }

    /** Some of the alerts that are listed become an incident of their own; the one that stands for all stays. */
    private boolean split(OpenIncident incident, AlertCommand command, long now) {
        List<Incident.Member> parts = incident.listed(command.subjects()).stream()
                .filter(part -> store.belongs(part.alert(), incident))
                .toList();
        Alert lead = command.lead();
        boolean isLed =
                lead != null && parts.stream().anyMatch(part -> part.alert().equals(lead.id()));
        if (lead == null || !isLed || parts.size() >= incident.open) { // an incident without open alerts would not end
            return false;
        }
        String id = IncidentStore.id("split", incident.id, lead.id(), Long.toString(now));
        OpenIncident other = new OpenIncident(id, lead, now);
        incident.split(parts, other);
        for (Incident.Member part : parts) {
            Membership known = state.members.get(part.alert());
            state.members.put(part.alert(), new Membership(other.id, known == null ? null : known.notified(), true));
            store.addDevice(other, part.device());
            boolean isLast = incident.alerts <= Incident.MAX_MEMBERS
                    && !incident.memberDevices().contains(part.device());
            if (isLast) {
                store.removeDevice(incident, part.device());
            }
        }
        incident.record(now, AlertChange.SPLIT, command.by(), other.lead.title());
        other.record(now, AlertChange.SPLIT, command.by(), incident.lead.title());
        notices.regrouped(incident, now);
        store.keep(incident);
        notices.open(other, now);
        store.keep(other);
        return true;
    }
}
