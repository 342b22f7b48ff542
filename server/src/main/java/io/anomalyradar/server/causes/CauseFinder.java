package io.anomalyradar.server.causes;

import io.anomalyradar.alerting.cause.CauseAnalysis;
import io.anomalyradar.alerting.cause.CauseSeries;
import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.alerting.cause.ProbableCause.Change;
import io.anomalyradar.alerting.cause.Situation;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.DeviceRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the probable causes of alerts and incidents. An answer is kept for {@value #FRESH_MILLIS} ms, and for good once
 * all slots around the symptom have ended. Costs at most {@value Neighbourhood#MAX_DEVICES} look-ups of a device and a
 * few questions about 100 series. Thread-safe.
 */
public final class CauseFinder {
    private static final int MAX_SYMPTOMS = 8;
    private static final int MAX_KEPT = 1_000;
    private static final long FRESH_MILLIS = 15_000;

    private record Kept(ProbableCause cause, long untilMillis) {}

    /** A symptom, and the device and metric that show it; the metric is empty where the device is silent. */
    private record Symptom(Anomaly anomaly, String metric) {
        static Symptom of(Anomaly anomaly) {
            if (anomaly.isNoData()) {
                return new Symptom(anomaly, "");
            }
            boolean isTogether =
                    anomaly.isOfDevice() && !anomaly.contributions().isEmpty();
            return new Symptom(
                    anomaly, isTogether ? anomaly.contributions().get(0).name() : anomaly.metric());
        }
    }

    private final CauseHistory history;
    private final Supplier<DeviceRegistry> devices;
    private final Function<String, Optional<Alert>> alerts;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>(); // guarded by itself

    /** @param alerts the newest revision of an alert by its id, if it is known */
    public CauseFinder(
            HistoryQueries store,
            Supplier<DeviceRegistry> devices,
            Function<String, Optional<Alert>> alerts,
            Clock clock) {
        this.history = new CauseHistory(store);
        this.devices = devices;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** The probable cause of {@code alert}. */
    public ProbableCause of(Alert alert) {
        return of(alert.id(), List.of(alert));
    }

    /** The probable cause of {@code incident}: of the alerts on its first devices, each of which has a vote. */
    public ProbableCause of(Incident incident) {
        Map<String, Alert> symptoms = new LinkedHashMap<>();
        symptoms.put(incident.lead().device(), incident.lead());
        for (Incident.Member member : incident.members()) {
            if (symptoms.size() < MAX_SYMPTOMS && !symptoms.containsKey(member.device())) {
                alerts.apply(member.alert()).ifPresent(alert -> symptoms.put(alert.device(), alert));
            }
        }
        return of(incident.id() + ":" + symptoms.size(), List.copyOf(symptoms.values()));
    }

    private ProbableCause of(String key, List<Alert> symptoms) {
        long now = clock.millis();
        synchronized (kept) {
            Kept known = kept.get(key);
            if (known != null && now < known.untilMillis()) {
                return known.cause();
            }
        }
        Kept found =
                find(symptoms.stream().map(alert -> Symptom.of(alert.anomaly())).toList(), now);
        synchronized (kept) {
            kept.put(key, found);
            if (kept.size() > MAX_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return found.cause();
    }

    private Kept find(List<Symptom> symptoms, long now) {
        List<String> names =
                symptoms.stream().map(symptom -> symptom.anomaly().device()).toList();
        Neighbourhood around = Neighbourhood.of(devices.get(), names);
        Symptom first = symptoms.get(0);
        long start = symptoms.stream()
                .mapToLong(symptom -> symptom.anomaly().startMillis())
                .min()
                .orElse(now);
        List<Change> changes = history.changes(around.devices(), start);
        if (around.sources().isEmpty()) {
            return new Kept(CauseAnalysis.of(List.of()).with(changes, start), now + FRESH_MILLIS);
        }
        Set<String> metrics = symptoms.stream()
                .map(Symptom::metric)
                .filter(metric -> !metric.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        Slots slots = history.slots(new SeriesName(first.anomaly().device(), first.metric()), start, now);
        Map<String, List<CauseSeries>> series = history.series(around.devices(), metrics, slots, now);
        List<Situation> situations = new ArrayList<>();
        for (Symptom symptom : symptoms) {
            int alarm = slots.nowIndex(symptom.anomaly().startMillis());
            situations.add(new Situation(
                    symptom.anomaly().device(),
                    symptom.metric(),
                    direction(symptom, series, alarm),
                    alarm,
                    Duration.ofMillis(slots.slotMillis()),
                    CauseHistory.TRAFFIC,
                    series,
                    around.sources()));
        }
        boolean isFinal = now > slots.completeMillis() + FRESH_MILLIS;
        return new Kept(
                CauseAnalysis.of(situations).with(changes, start), isFinal ? Long.MAX_VALUE : now + FRESH_MILLIS);
    }

    /** Whether the metric rose (1) or fell (-1): as the anomaly says, or else as the values do. */
    private static int direction(Symptom symptom, Map<String, List<CauseSeries>> series, int alarm) {
        Anomaly.Peak peak = symptom.anomaly().peak();
        double moved = peak.actual() - peak.expected();
        if (Double.isFinite(moved) && moved != 0) {
            return moved > 0 ? 1 : -1;
        }
        return series.getOrDefault(symptom.anomaly().device(), List.of()).stream()
                .filter(one -> one.metric().equals(symptom.metric()))
                .findFirst()
                .map(one -> one.direction(alarm))
                .orElse(1);
    }
}
