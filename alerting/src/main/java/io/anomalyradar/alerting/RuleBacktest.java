package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What rules would have done in the past: the anomalies of a time go through {@link DeviceAlerts}, the life cycle that
 * the job runs. Each anomaly opens at its first unusual sample with the content that it had at its end, because the past
 * keeps its last revision only; so an alert may be earlier by some samples, or more severe, than it would have been.
 */
public final class RuleBacktest {

    /**
     * An alert that would have fired.
     *
     * @param resolvedMillis 0: not by the end of the time
     * @param channels through which people would have been notified, before grouping and budgets
     */
    public record Fired(
            String rule,
            String title,
            String device,
            String metric,
            AlertSeverity severity,
            long firedMillis,
            long resolvedMillis,
            List<String> channels) {
        public Fired {
            channels = List.copyOf(channels);
        }
    }

    private record Event(long millis, Anomaly anomaly) {}

    private final AlertRules rules;
    private final Function<String, Placement> placements;
    private final Map<String, Alert> newest = new LinkedHashMap<>();
    private final Map<String, Long> firedMillis = new LinkedHashMap<>();

    private RuleBacktest(AlertRules rules, Function<String, Placement> placements) {
        this.rules = rules;
        this.placements = placements;
    }

    /** The alerts that {@code rules} make of {@code anomalies}; see the other method. */
    public static List<Fired> of(
            AlertRules rules, Collection<Anomaly> anomalies, Function<String, Placement> placements, long endMillis) {
        return of(rules, anomalies, List.of(), placements, endMillis);
    }

    /**
     * The alerts that {@code rules} make of {@code anomalies} and {@code matches}, the oldest first.
     *
     * @param anomalies in any order, one revision of each
     * @param matches of patterns, each as it opens and as it ends, in the order in which they were decided
     * @param placements where each device is
     * @param endMillis the end of the time
     */
    public static List<Fired> of(
            AlertRules rules,
            Collection<Anomaly> anomalies,
            Collection<Anomaly> matches,
            Function<String, Placement> placements,
            long endMillis) {
        RuleBacktest backtest = new RuleBacktest(rules, placements);
        Map<String, List<Event>> byDevice = new LinkedHashMap<>();
        for (Anomaly anomaly : anomalies) {
            List<Event> events = byDevice.computeIfAbsent(anomaly.device(), device -> new ArrayList<>());
            events.add(new Event(anomaly.startMillis(), anomaly.in(AnomalyState.OPEN)));
            Long end = anomaly.endMillis();
            if (end != null && end <= endMillis) {
                events.add(new Event(Math.max(end, anomaly.startMillis()), anomaly.in(AnomalyState.ENDED)));
            }
        }
        for (Anomaly match : matches) {
            byDevice.computeIfAbsent(match.device(), device -> new ArrayList<>())
                    .add(new Event(match.appendTimeMillis(), match));
        }
        byDevice.forEach((device, events) -> backtest.run(device, events, endMillis));
        return backtest.fired();
    }

    private void run(String device, List<Event> events, long endMillis) {
        events.sort(Comparator.comparingLong(Event::millis)); // stable: an anomaly ends after it opens
        InForce inForce = new InForce(rules, placements.apply(device), Area.FLEET, List.of());
        DeviceAlerts alerts = new DeviceAlerts(List.of(), this::emitted);
        for (Event event : events) {
            advance(alerts, inForce, event.millis());
            alerts.onAnomaly(event.anomaly(), inForce, event.millis());
        }
        advance(alerts, inForce, endMillis);
    }

    private static void advance(DeviceAlerts alerts, InForce inForce, long millis) {
        for (OptionalLong due = alerts.nextDueMillis();
                due.isPresent() && due.getAsLong() <= millis;
                due = alerts.nextDueMillis()) {
            alerts.advance(inForce, due.getAsLong());
        }
    }

    private void emitted(Alert alert) {
        newest.put(alert.id(), alert);
        if (alert.timeline().get(alert.timeline().size() - 1).change() == AlertChange.FIRED) {
            firedMillis.put(alert.id(), alert.changedMillis());
        }
    }

    private List<Fired> fired() {
        List<Fired> fired = new ArrayList<>();
        firedMillis.forEach((id, millis) -> {
            Alert alert = newest.get(id);
            if (alert != null) {
                boolean resolved = alert.state() == AlertState.RESOLVED;
                fired.add(new Fired(
                        alert.rule(),
                        alert.title(),
                        alert.device(),
                        alert.anomaly().metric(),
                        alert.severity(),
                        millis,
                        resolved ? alert.changedMillis() : 0,
                        alert.channels()));
            }
        });
        fired.sort(Comparator.comparingLong(Fired::firedMillis).thenComparing(Fired::title));
        return fired;
    }
}
