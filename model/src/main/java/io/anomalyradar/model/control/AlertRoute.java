package io.anomalyradar.model.control;

import io.anomalyradar.model.alert.AlertSeverity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which alerts are notified through which channels. The first route that matches an alert decides, unless it continues.
 *
 * @param id unique in a configuration
 * @param selector the series to whose alerts it applies
 * @param rules ids of rules to whose alerts it applies; empty: all
 * @param severity the lowest severity to which it applies
 * @param channels ids of channels; empty: nobody is notified
 * @param escalation id of the escalation that applies when nobody takes the alert on; empty: none
 * @param continues whether the routes behind it apply too
 * @param labels conditions on the labels of the rule
 */
public record AlertRoute(
        String id,
        Selector selector,
        List<String> rules,
        AlertSeverity severity,
        List<String> channels,
        String escalation,
        boolean continues,
        Map<String, Glob> labels) {
    public static final int MAX_ROUTES = 500;
    public static final int MAX_REFERENCES = 100;

    public AlertRoute {
        rules = List.copyOf(rules);
        channels = List.copyOf(channels);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
