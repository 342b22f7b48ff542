package io.anomalyradar.model.control;

import io.anomalyradar.model.alert.AlertSeverity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When inputs of one key become an alert: events, anomalies and samples (docs/patterns.md). It has one of three forms: a
 * sequence of stages in their order; a correlation, of which {@code minimum} stages occur in any order; or a machine.
 *
 * @param id unique among patterns and rules; letters, digits, dots, underscores and hyphens
 * @param name for people
 * @param key what belongs together: empty, by the key of events and the device of anomalies and samples; otherwise by
 *     the event's attribute of this name
 * @param withinMillis the longest time from the first to the last input of a match, by their own times; of a machine the
 *     longest time without an input that moves it, after which it ends
 * @param skip where the search goes on after a match
 * @param keepFiringMillis how long the alert fires after the last match
 * @param stages of a sequence at least one, of which the first is neither a negation nor optional; of a machine none
 * @param minimum how many stages of a correlation must occur; 0: it is none
 * @param machine null: it is none
 */
public record EventPattern(
        String id,
        String name,
        boolean enabled,
        AlertSeverity severity,
        String key,
        long withinMillis,
        Skip skip,
        long keepFiringMillis,
        List<PatternStage> stages,
        int minimum,
        @Nullable StateMachine machine) {
    public static final int MAX_PATTERNS = 200;
    public static final int MAX_STAGES = 10;
    public static final long MAX_WITHIN_MILLIS = 7 * 86_400_000L;

    /** Where the search goes on after a match. */
    public enum Skip {
        /** After the last input of the match: no input is part of two matches. */
        PAST_LAST,
        /** With the input after the first one: matches may overlap. */
        TO_NEXT
    }

    public EventPattern {
        stages = List.copyOf(stages);
    }

    public boolean isCorrelation() {
        return minimum > 0;
    }

    /** The rule under which its matches are alerts. */
    public AlertRule rule() {
        return new AlertRule(id, name, enabled, Selector.ALL, "", severity, 0, keepFiringMillis, 0, true);
    }

    /** Whether both find the same matches. */
    public boolean findsAs(EventPattern other) {
        return key.equals(other.key)
                && withinMillis == other.withinMillis
                && skip == other.skip
                && stages.equals(other.stages)
                && minimum == other.minimum
                && Objects.equals(machine, other.machine);
    }
}
