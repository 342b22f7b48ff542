package io.anomalyradar.model.control;

import io.anomalyradar.model.alert.AlertSeverity;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When an anomaly, or the silence of a device, becomes an alert.
 *
 * @param id unique in a configuration; letters, digits, dots, underscores and hyphens
 * @param name for people
 * @param selector the series to which it applies
 * @param condition an expression in CEL over the anomaly and its device; empty: always
 * @param severity null: critical or medium, as the anomaly's
 * @param forMillis how long the condition must hold before the alert fires
 * @param keepFiringMillis how long it goes on to fire after the condition no longer holds
 * @param noDataMillis fires when a device sends nothing for so long, and for no other anomaly; 0: it is about the
 *     others
 * @param notifies whether people are notified; otherwise the alert is only listed
 * @param labels which its alerts carry, and at which routes and silences look
 */
public record AlertRule(
        String id,
        String name,
        boolean enabled,
        Selector selector,
        String condition,
        @Nullable AlertSeverity severity,
        long forMillis,
        long keepFiringMillis,
        long noDataMillis,
        boolean notifies,
        Map<String, String> labels) {
    public static final int MAX_RULES = 1_000;
    public static final int MAX_NAME = 200;
    public static final int MAX_CONDITION = 1_024;
    public static final long LEAST_NO_DATA_MILLIS = 10_000;
    public static final long MAX_MILLIS = 7 * 86_400_000L;

    public AlertRule {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** A rule without labels. */
    public AlertRule(
            String id,
            String name,
            boolean enabled,
            Selector selector,
            String condition,
            @Nullable AlertSeverity severity,
            long forMillis,
            long keepFiringMillis,
            long noDataMillis,
            boolean notifies) {
        this(
                id,
                name,
                enabled,
                selector,
                condition,
                severity,
                forMillis,
                keepFiringMillis,
                noDataMillis,
                notifies,
                Map.of());
    }

    /** The rule of a configuration that has none of its own: every anomaly is an alert, until five minutes after it. */
    public static final AlertRule EVERY_ANOMALY =
            new AlertRule("anomaly", "Anomaly", true, Selector.ALL, "", null, 0, 300_000, 0, true);
}
