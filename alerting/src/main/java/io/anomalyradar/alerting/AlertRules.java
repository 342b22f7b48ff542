package io.anomalyradar.alerting;

import io.anomalyradar.alerting.pattern.CompiledPattern;
import io.anomalyradar.alerting.pattern.Patterns;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.AlertRoute;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ChannelBudget;
import io.anomalyradar.model.control.Escalation;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.IncidentPolicy;
import io.anomalyradar.model.control.Labels;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.model.control.OnCall;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The enabled rules of one configuration, with their conditions compiled, and its routes. Immutable and thread-safe. */
public final class AlertRules {
    private record Compiled(AlertRule rule, Condition condition) {}

    private final List<Compiled> rules;
    private final List<AlertRoute> routes;
    private final IncidentPolicy incidents;
    private final OnCall onCall;
    private final List<String> allChannels = new ArrayList<>();
    private final Map<String, ChannelBudget> budgets = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<CompiledPattern> patterns;

    private AlertRules(List<Compiled> rules, List<CompiledPattern> patterns, AlertingConfig config) {
        this.patterns = patterns.stream()
                .filter(compiled -> compiled.pattern().enabled())
                .toList();
        this.patterns.forEach(compiled -> ids.add(compiled.pattern().id()));
        this.rules =
                rules.stream().filter(compiled -> compiled.rule().enabled()).toList();
        this.routes = config.routes();
        this.incidents = config.incidents();
        this.onCall = config.onCall();
        allChannels.add(NotifyChannel.OF_RADAR_YAML);
        config.channels().forEach(channel -> {
            allChannels.add(channel.id());
            budgets.put(channel.id(), channel.budget());
        });
        this.rules.forEach(compiled -> ids.add(compiled.rule().id()));
    }

    /**
     * Compiles the rules of {@code config}.
     *
     * @throws SettingsException when a condition is not valid, with the rule, line and column
     */
    public static AlertRules of(AlertingConfig config) throws SettingsException {
        List<Compiled> compiled = new ArrayList<>();
        for (AlertRule rule : config.rules()) {
            compiled.add(compiled(rule));
        }
        List<CompiledPattern> patterns = new ArrayList<>();
        for (EventPattern pattern : config.patterns()) {
            patterns.add(CompiledPattern.of(pattern));
        }
        return new AlertRules(compiled, patterns, config);
    }

    private static Compiled compiled(AlertRule rule) throws SettingsException {
        try {
            return new Compiled(rule, Condition.of(rule.condition()));
        } catch (SettingsException invalid) {
            throw new SettingsException("the condition of rule " + rule.id() + ", " + invalid.getMessage());
        }
    }

    /** The rules that are valid; {@code problem} receives what is wrong with each of the others. */
    public static AlertRules lenient(AlertingConfig config, Consumer<String> problem) {
        List<Compiled> compiled = new ArrayList<>();
        for (AlertRule rule : config.rules()) {
            try {
                compiled.add(compiled(rule));
            } catch (SettingsException invalid) {
                problem.accept(String.valueOf(invalid.getMessage()));
            }
        }
        List<CompiledPattern> patterns = new ArrayList<>();
        for (EventPattern pattern : config.patterns()) {
            try {
                patterns.add(CompiledPattern.of(pattern));
            } catch (SettingsException invalid) {
                problem.accept(String.valueOf(invalid.getMessage()));
            }
        }
        return new AlertRules(compiled, patterns, config);
    }

    /**
     * The rules whose selector and condition match {@code anomaly}, whose device is in {@code placement}; for a match
     * that of its pattern.
     */
    List<AlertRule> matching(Anomaly anomaly, Placement placement, NewestEvent event) {
        if (anomaly.isMatch()) {
            return patterns.stream()
                    .filter(compiled -> compiled.pattern().id().equals(anomaly.metric()))
                    .map(compiled -> compiled.pattern().rule())
                    .toList();
        }
        List<AlertRule> matching = new ArrayList<>();
        for (Compiled compiled : rules) {
            AlertRule rule = compiled.rule();
            if (rule.noDataMillis() > 0 == anomaly.isNoData()
                    && rule.selector().matches(anomaly.device(), placement)
                    && rule.selector().metric().matches(anomaly.metric())
                    && compiled.condition().holds(anomaly, placement, event)) {
                matching.add(rule);
            }
        }
        return matching;
    }

    /** The channels through which people are notified of an alert of {@code rule}: of those on call at that time. */
    List<String> channels(
            AlertRule rule, AlertSeverity severity, Anomaly anomaly, Placement placement, long nowMillis) {
        if (!rule.notifies()) {
            return List.of();
        }
        if (routes.isEmpty()) {
            return allChannels;
        }
        Set<String> channels = new LinkedHashSet<>();
        for (AlertRoute route : routes) {
            if (applies(route, rule.id(), rule.labels(), severity, anomaly, placement)) {
                channels.addAll(onCall.channels(route.channels(), nowMillis));
                if (!route.continues()) {
                    break;
                }
            }
        }
        return List.copyOf(channels);
    }

    /** The escalation of {@code alert}, whose device is in {@code placement}: that of its first route that has one. */
    Optional<Escalation> escalation(Alert alert, Placement placement) {
        for (AlertRoute route : routes) {
            if (applies(route, alert.rule(), alert.labels(), alert.severity(), alert.anomaly(), placement)) {
                if (!route.escalation().isEmpty()) {
                    return onCall.escalation(route.escalation());
                }
                if (!route.continues()) {
                    break;
                }
            }
        }
        return Optional.empty();
    }

    /** Who is notified in turn. */
    OnCall onCall() {
        return onCall;
    }

    private static boolean applies(
            AlertRoute route,
            String rule,
            Map<String, String> labels,
            AlertSeverity severity,
            Anomaly anomaly,
            Placement placement) {
        return severity.compareTo(route.severity()) >= 0
                && (route.rules().isEmpty() || route.rules().contains(rule))
                && Labels.match(route.labels(), labels)
                && route.selector().matches(anomaly.device(), placement)
                && route.selector().metric().matches(anomaly.metric());
    }

    /** Whether a condition of a rule looks at what happened to the device. */
    public boolean readEvents() {
        return rules.stream().anyMatch(compiled -> compiled.condition().readsEvents());
    }

    /** The enabled patterns, with a cache of their own. */
    public Patterns patterns() {
        return new Patterns(patterns);
    }

    /** When alerts are notified together. */
    public IncidentPolicy incidents() {
        return incidents;
    }

    /** How many notifications the people behind {@code channel} accept; one that is not configured has no limit. */
    public ChannelBudget budget(String channel) {
        return budgets.getOrDefault(channel, ChannelBudget.NONE);
    }

    /** Whether a rule or pattern with this id is enabled. */
    boolean has(String id) {
        return ids.contains(id);
    }
}
