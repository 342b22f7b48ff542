package io.anomalyradar.alerting;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.IncidentPolicy;
import io.anomalyradar.model.control.OnCall;
import io.anomalyradar.model.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The incidents of one area with its state in maps, and all that it has emitted. */
final class AreaUnderTest implements IncidentOutput {
    final List<Alert> alerts = new ArrayList<>();
    final List<Incident> incidents = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    AreaState state = new AreaState(
            new HashMap<>(), new HashMap<>(), new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    private final Map<String, Alert> known = new LinkedHashMap<>();
    private final DeviceRegistry registry = new DeviceRegistry();
    private AreaIncidents area = new AreaIncidents(state, this);
    private Surroundings around;
    /** Of the alerts that follow. */
    List<String> channels = List.of("webhook");

    AreaUnderTest(IncidentPolicy policy) {
        around = around(policy);
    }

    private Surroundings around(IncidentPolicy policy) {
        AlertingConfig config = new AlertingConfig(List.of(), List.of(), List.of(), policy, OnCall.NONE, List.of());
        return new Surroundings(AlertRules.lenient(config, problem -> {}), registry);
    }

    /** A configuration with another policy is applied. */
    void configure(IncidentPolicy policy) {
        around = around(policy);
    }

    void contains(String parent, String device) {
        String entry = "{\"revision\": 1, \"parent\": \"" + parent + "\"}";
        try {
            registry.add(device, 0, 0, DeviceJson.write(DeviceJson.read(bytes(entry), device)));
        } catch (SettingsException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The alert {@code id} of {@code device} fires; also again, with its severity raised. */
    void fire(String id, String device, AlertSeverity severity, long now) {
        change(id, device, "temperature", "SPIKE", severity, AlertState.FIRING, "", now, AlertChange.FIRED);
    }

    void fire(String id, String device, long now) {
        fire(id, device, AlertSeverity.MEDIUM, now);
    }

    /** The device is silent. */
    void silent(String id, String device, long now) {
        change(id, device, "", "NO_DATA", AlertSeverity.MEDIUM, AlertState.FIRING, "", now, AlertChange.FIRED);
    }

    void silenced(String id, String device, long now) {
        change(
                id,
                device,
                "temperature",
                "SPIKE",
                AlertSeverity.MEDIUM,
                AlertState.FIRING,
                "s",
                now,
                AlertChange.FIRED);
    }

    void silenceEnds(String id, long now) {
        again(id, AlertState.FIRING, now, AlertChange.SILENCE_ENDED);
    }

    void resolve(String id, long now) {
        again(id, AlertState.RESOLVED, now, AlertChange.RESOLVED);
    }

    void acknowledge(String id, long now) {
        again(id, AlertState.ACKNOWLEDGED, now, AlertChange.ACKNOWLEDGED);
    }

    private void again(String id, AlertState next, long now, AlertChange change) {
        Alert alert = alert(id);
        String kind = alert.anomaly().kind();
        change(id, alert.device(), alert.anomaly().metric(), kind, alert.severity(), next, "", now, change);
    }

    boolean isOpen(String id) {
        return known.containsKey(id) && alert(id).state().isOpen();
    }

    Alert alert(String id) {
        Alert alert = known.get(id);
        if (alert == null) {
            throw new AssertionError("no alert " + id);
        }
        return alert;
    }

    @SuppressWarnings("TooManyParameters")
    private void change(
            String id,
            String device,
            String metric,
            String kind,
            AlertSeverity severity,
            AlertState next,
            String silence,
            long now,
            AlertChange change) {
        Alert before = known.get(id);
        List<TimelineEntry> timeline = new ArrayList<>(before == null ? List.of() : before.timeline());
        timeline.add(new TimelineEntry(now, change, "", ""));
        Alert alert = new Alert(
                id,
                before == null ? 1 : before.revision() + 1,
                "rule",
                "Anomaly: " + device,
                next,
                severity,
                0,
                silence,
                silence.isEmpty() ? 0 : now + 3_600_000,
                "",
                channels,
                0,
                "device:site-b",
                "",
                Anomalies.of(id, device, metric, AnomalyState.OPEN, Severity.WARNING, kind),
                timeline);
        known.put(id, alert);
        area.onAlert(alert, around);
    }

    boolean command(String incident, AlertAction action, long now) {
        return area.onCommand(new AlertCommand(incident, "", action, "ann", "on it", 0, "device:site-b"), now);
    }

    boolean merge(String into, String from, long now) {
        return area.onCommand(
                new AlertCommand(into, "", AlertAction.MERGE, "ann", "", 0, "device:site-b", List.of(from), null), now);
    }

    boolean split(String incident, long now, String... parts) {
        AlertCommand command = new AlertCommand(
                incident, "", AlertAction.SPLIT, "ann", "", 0, "device:site-b", List.of(parts), known.get(parts[0]));
        return area.onCommand(command, now);
    }

    /** The job is restored from a snapshot. */
    void restart() throws IOException {
        for (Map.Entry<String, Incident> each : state.incidents.entrySet()) {
            each.setValue(IncidentJson.decode(IncidentJson.encode(each.getValue())));
        }
        for (Map.Entry<String, Alert> each : state.held.entrySet()) {
            each.setValue(AlertJson.decode(AlertJson.encode(each.getValue())));
        }
        state = new AreaState(
                        new HashMap<>(state.incidents),
                        new HashMap<>(state.members),
                        new LinkedHashMap<>(state.held),
                        new HashMap<>(state.silent),
                        new HashMap<>(state.devices),
                        new HashMap<>(state.due))
                .from(state.current(), state.nowMillis());
        area = new AreaIncidents(state, this);
    }

    /** Time passes until {@code now}, with everything that becomes due on the way. */
    void pass(long now) {
        for (OptionalLong due = area.nextDueMillis();
                due.isPresent() && due.getAsLong() <= now;
                due = area.nextDueMillis()) {
            area.advance(around, due.getAsLong());
        }
        area.advance(around, now);
    }

    List<String> keys() {
        return notices.stream().map(Notice::key).toList();
    }

    Incident last() {
        return incidents.get(incidents.size() - 1);
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void incident(Incident incident) {
        incidents.add(incident);
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
    }
}
