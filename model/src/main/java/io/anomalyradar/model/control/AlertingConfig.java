package io.anomalyradar.model.control;

import java.util.List;

/**
 * From anomalies to people. The ids are unique in each list.
 *
 * @param rules when an anomaly becomes an alert
 * @param channels where notifications can be sent, besides {@link NotifyChannel#OF_RADAR_YAML}
 * @param routes which alerts are notified through which channels, in order; none: all through every channel
 * @param incidents when alerts are notified together
 * @param onCall people, and who of them is notified when
 * @param patterns which inputs in which order become an alert
 */
public record AlertingConfig(
        List<AlertRule> rules,
        List<NotifyChannel> channels,
        List<AlertRoute> routes,
        IncidentPolicy incidents,
        OnCall onCall,
        List<EventPattern> patterns) {
    /** Of a configuration that lists nothing of its own. */
    public static final AlertingConfig RELEASE = new AlertingConfig(
            List.of(AlertRule.EVERY_ANOMALY), List.of(), List.of(), IncidentPolicy.RELEASE, OnCall.NONE, List.of());

    public AlertingConfig {
        rules = List.copyOf(rules);
        channels = List.copyOf(channels);
        routes = List.copyOf(routes);
        patterns = List.copyOf(patterns);
    }
}
