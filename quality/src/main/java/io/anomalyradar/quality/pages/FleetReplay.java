package io.anomalyradar.quality.pages;

import io.anomalyradar.alerting.AlertRules;
import io.anomalyradar.alerting.AreaIncidents;
import io.anomalyradar.alerting.AreaState;
import io.anomalyradar.alerting.BudgetState;
import io.anomalyradar.alerting.DeviceAlerts;
import io.anomalyradar.alerting.InForce;
import io.anomalyradar.alerting.IncidentOutput;
import io.anomalyradar.alerting.PageBudget;
import io.anomalyradar.alerting.Surroundings;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.Area;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Anomalies of a fleet through the life cycle of alerts, incidents and the budget of one channel, as the job runs them,
 * with the rules and the budget of a fresh installation. Each device is an area of its own: what a recording has to do
 * with another is not known. An anomaly opens with its last content, as in a backtest.
 */
final class FleetReplay {
    private static final String CHANNEL = "people";
    private static final String CONFIGURATION = "{\"channels\": [{\"id\": \"" + CHANNEL
            + "\", \"type\": \"slack\", \"url\": \"secret:people\"}], \"routes\": [{\"id\": \"all\", \"channels\": [\""
            + CHANNEL + "\"]}]}";

    private record Step(long millis, Watched device, Anomaly anomaly) {}

    private final AlertRules rules;
    private final Surroundings around;
    private final Map<String, DeviceAlerts> devices = new LinkedHashMap<>();
    private final Map<String, AreaIncidents> areas = new LinkedHashMap<>();
    private final PageBudget budget =
            new PageBudget(new BudgetState(new HashMap<>(), new HashMap<>(), BudgetState.Ledger.EMPTY), this::decided);
    private final Map<String, Alert> alerts = new LinkedHashMap<>(); // those that fired
    private final Set<String> incidents = new HashSet<>();
    private final Set<String> paged = new HashSet<>(); // ids of alerts and incidents
    private int pages;
    private int withheld;

    FleetReplay() {
        try {
            rules = AlertRules.of(ConfigJson.read(CONFIGURATION.getBytes(StandardCharsets.UTF_8))
                    .alerting());
        } catch (SettingsException impossible) {
            throw new IllegalStateException(impossible);
        }
        around = new Surroundings(rules, new DeviceRegistry());
    }

    /** Lets all of {@code fleet} happen side by side. */
    void run(List<Watched> fleet) {
        List<Step> steps = new ArrayList<>();
        for (Watched device : fleet) {
            for (Anomaly anomaly : device.anomalies()) {
                steps.add(new Step(anomaly.startMillis(), device, anomaly.in(AnomalyState.OPEN)));
                Long end = anomaly.endMillis();
                if (end != null) {
                    steps.add(new Step(Math.max(end, anomaly.startMillis()), device, anomaly.in(AnomalyState.ENDED)));
                }
            }
        }
        steps.sort(Comparator.comparingLong(Step::millis)); // stable: an anomaly ends after it opens
        for (Step step : steps) {
            pass(step.millis());
            String device = step.device().device();
            devices.computeIfAbsent(device, name -> new DeviceAlerts(List.of(), alert -> changed(name, alert)))
                    .onAnomaly(step.anomaly(), inForce(device), step.millis());
        }
        pass(fleet.stream().mapToLong(Watched::lengthMillis).max().orElse(0));
    }

    private InForce inForce(String device) {
        return new InForce(rules, Placement.NONE, new Area(Area.Kind.DEVICE, device), List.of());
    }

    /** Lets the timers until {@code millis} fire. */
    private void pass(long millis) {
        devices.forEach((device, of) -> {
            for (OptionalLong due = of.nextDueMillis(); isDue(due, millis); due = of.nextDueMillis()) {
                of.advance(inForce(device), due.getAsLong());
            }
        });
        for (AreaIncidents area : areas.values()) {
            for (OptionalLong due = area.nextDueMillis(); isDue(due, millis); due = area.nextDueMillis()) {
                area.advance(around, due.getAsLong());
            }
        }
        for (OptionalLong due = budget.nextDueMillis(); isDue(due, millis); due = budget.nextDueMillis()) {
            budget.advance(due.getAsLong());
        }
    }

    private static boolean isDue(OptionalLong due, long millis) {
        return due.isPresent() && due.getAsLong() <= millis;
    }

    private void changed(String device, Alert alert) {
        AreaIncidents area = areas.computeIfAbsent(
                device,
                name -> new AreaIncidents(
                        new AreaState(
                                new HashMap<>(),
                                new HashMap<>(),
                                new HashMap<>(),
                                new HashMap<>(),
                                new HashMap<>(),
                                new HashMap<>()),
                        new Output()));
        area.onAlert(alert, around);
    }

    private final class Output implements IncidentOutput {
        @Override
        public void alert(Alert alert) {
            boolean hasFired = alert.timeline().stream().anyMatch(entry -> entry.change() == AlertChange.FIRED);
            if (hasFired) {
                alerts.put(alert.id(), alert);
            }
        }

        @Override
        public void incident(Incident incident) {
            incidents.add(incident.id());
        }

        @Override
        public void notice(Notice notice) {
            budget.onNotice(notice.through(CHANNEL), rules.budget(CHANNEL));
        }
    }

    private void decided(Notice notice) {
        if (notice.change() == NotifiedChange.DIGEST || notice.change() == NotifiedChange.ENDED) {
            return;
        }
        if (notice.withheld()) {
            withheld++;
            return;
        }
        if (notice.change() == NotifiedChange.OPENED) {
            pages++;
        }
        paged.add(notice.subject());
    }

    /** The alerts that fired. */
    List<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    /** How many incidents opened. */
    int incidents() {
        return incidents.size();
    }

    /** How many alerts and incidents people were notified of. */
    int pages() {
        return pages;
    }

    /** How many waited in the inbox and the digest. */
    int withheld() {
        return withheld;
    }

    /** Whether people were notified of {@code alert}, alone or as a part of its incident. */
    boolean isPaged(Alert alert) {
        return paged.contains(alert.id()) || paged.contains(alert.incident());
    }

    /** Ids of what people were notified of. */
    Set<String> paged() {
        return paged;
    }
}
