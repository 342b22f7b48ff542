package io.anomalyradar.server.inbox;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How long the alerts of a rule last, and until somebody takes them on: a rule whose alerts end by themselves within minutes
 * asks for attention in vain.
 *
 * @param fired alerts; {@code open}: of them, those that go on
 * @param waits from firing to the first acknowledgement, in ascending order; of those that were acknowledged
 * @param durations from firing to the end, in ascending order; of those that are over
 */
record RuleDurations(String rule, int fired, int open, List<Long> waits, List<Long> durations) {
    RuleDurations {
        waits = List.copyOf(waits);
        durations = List.copyOf(durations);
    }

    /** Of each rule, by its id, over the {@code alerts} that fired at {@code sinceMillis} or later. */
    static List<RuleDurations> of(Collection<Alert> alerts, long sinceMillis) {
        Map<String, List<Alert>> byRule = new TreeMap<>();
        for (Alert alert : alerts) {
            OptionalLong fired = first(alert, AlertChange.FIRED);
            if (fired.isPresent() && fired.getAsLong() >= sinceMillis) {
                byRule.computeIfAbsent(alert.rule(), rule -> new ArrayList<>()).add(alert);
            }
        }
        return byRule.entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue()))
                .toList();
    }

    private static RuleDurations of(String rule, List<Alert> alerts) {
        List<Long> waits = new ArrayList<>();
        List<Long> durations = new ArrayList<>();
        int open = 0;
        for (Alert alert : alerts) {
            long fired = first(alert, AlertChange.FIRED).orElse(0);
            first(alert, AlertChange.ACKNOWLEDGED).ifPresent(millis -> waits.add(Math.max(0, millis - fired)));
            if (alert.state() == AlertState.RESOLVED) {
                durations.add(Math.max(0, alert.changedMillis() - fired));
            } else {
                open++;
            }
        }
        Collections.sort(waits);
        Collections.sort(durations);
        return new RuleDurations(rule, alerts.size(), open, waits, durations);
    }

    private static OptionalLong first(Alert alert, AlertChange change) {
        return alert.timeline().stream()
                .filter(entry -> entry.change() == change)
                .mapToLong(TimelineEntry::atMillis)
                .findFirst();
    }

    /** The value that a part of the {@code ascending} ones does not exceed, by nearest rank; there must be one. */
    static long quantile(List<Long> ascending, double part) {
        int rank = (int) Math.ceil(part * ascending.size());
        return ascending.get(Math.max(1, rank) - 1);
    }
}
