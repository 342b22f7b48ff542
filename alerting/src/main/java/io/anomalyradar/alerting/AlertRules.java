package io.anomalyradar.alerting;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The enabled rules of one configuration, with their conditions compiled. Immutable and thread-safe. */
public final class AlertRules {
    private record Compiled(AlertRule rule, Condition condition) {}

    private final List<Compiled> rules;
    private final Set<String> ids = new HashSet<>();

    private AlertRules(List<Compiled> rules) {
        this.rules = rules;
        rules.forEach(compiled -> ids.add(compiled.rule().id()));
    }

    /**
     * Compiles {@code rules}.
     *
     * @throws SettingsException when a condition is not valid, with the rule, line and column
     */
    public static AlertRules of(List<AlertRule> rules) throws SettingsException {
        List<Compiled> compiled = new ArrayList<>();
        for (AlertRule rule : rules) {
            try {
                Condition condition = Condition.of(rule.condition());
                if (rule.enabled()) {
                    compiled.add(new Compiled(rule, condition));
                }
            } catch (SettingsException invalid) {
                throw new SettingsException("the condition of rule " + rule.id() + ", " + invalid.getMessage());
            }
        }
        return new AlertRules(List.copyOf(compiled));
    }

    /** The rules that are valid; {@code problem} receives what is wrong with each of the others. */
    public static AlertRules lenient(List<AlertRule> rules, Consumer<String> problem) {
        List<Compiled> compiled = new ArrayList<>();
        for (AlertRule rule : rules) {
            try {
                compiled.addAll(of(List.of(rule)).rules);
            } catch (SettingsException invalid) {
                problem.accept(String.valueOf(invalid.getMessage()));
            }
        }
        return new AlertRules(List.copyOf(compiled));
    }

    /** The rules whose selector and condition match {@code anomaly}, whose device is in {@code placement}. */
    List<AlertRule> matching(Anomaly anomaly, Placement placement) {
        List<AlertRule> matching = new ArrayList<>();
        for (Compiled compiled : rules) {
            AlertRule rule = compiled.rule();
            if (rule.selector().matches(anomaly.device(), placement)
                    && rule.selector().metric().matches(anomaly.metric())
                    && compiled.condition().holds(anomaly, placement)) {
                matching.add(rule);
            }
        }
        return matching;
    }

    /** Whether a rule with this id is enabled. */
    boolean has(String id) {
        return ids.contains(id);
    }
}
