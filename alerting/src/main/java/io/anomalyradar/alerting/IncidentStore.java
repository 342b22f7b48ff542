package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The incidents of an area within its state, with the devices and alerts that belong to them. Not thread-safe. */
final class IncidentStore {
    private final AreaState state;

    IncidentStore(AreaState state) {
        this.state = state;
    }

    /** The id of an incident that {@code causes} make, the same in every replay. */
    static String id(String... causes) {
        MessageDigest digest = StableId.digest();
        digest.update(String.join("\n", causes).getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }

    @Nullable
    OpenIncident find(String id) {
        Incident kept = state.incidents.get(id);
        return kept == null ? null : new OpenIncident(kept);
    }

    void keep(OpenIncident incident) {
        state.incidents.put(incident.id, incident.current());
        if (incident.dueMillis > 0) {
            state.due.put(incident.id, incident.dueMillis);
        } else {
            state.due.remove(incident.id);
        }
    }

    void forget(OpenIncident incident) {
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

    /** {@code device} is one of those of {@code incident}. */
    void addDevice(OpenIncident incident, String device) {
        if (state.devices.put(pair(incident, device), true) == null) {
            incident.devices++;
        }
    }

    void removeDevice(OpenIncident incident, String device) {
        if (state.devices.remove(pair(incident, device)) != null) {
            incident.devices--;
        }
    }

    /** All that belongs to {@code from} belongs to {@code into}. */
    void move(OpenIncident from, OpenIncident into) {
        Map<String, Membership> moved = new LinkedHashMap<>();
        state.members.forEach((alert, known) -> {
            if (known.incident().equals(from.id)) {
                moved.put(alert, known.in(into.id));
            }
        });
        state.members.putAll(moved);
        for (String pair : List.copyOf(state.devices.keySet())) {
            if (pair.startsWith(from.id)) {
                state.devices.remove(pair);
                addDevice(into, pair.substring(from.id.length() + 1));
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
    }

    /** Whether the alert with this id belongs to {@code incident}. */
    boolean belongs(String alert, OpenIncident incident) {
        Membership known = state.members.get(alert);
        return known != null && known.incident().equals(incident.id);
    }

    /** The alerts of {@code incident} of which people are not notified yet. */
    List<String> held(OpenIncident incident) {
        List<String> held = new ArrayList<>();
        for (String alert : state.held.keySet()) {
            if (belongs(alert, incident)) {
                held.add(alert);
            }
        }
        return held;
    }

    private static String pair(OpenIncident incident, String device) {
        return incident.id + " " + device;
    }
}
