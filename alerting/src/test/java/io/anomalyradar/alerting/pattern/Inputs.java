package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Inputs and patterns for tests. */
final class Inputs {
    private Inputs() {}

    /** An event that arrives when it happens. */
    static PatternInput event(long millis, String type, Object... attributes) {
        return event(millis, millis, type, attributes);
    }

    static PatternInput event(long millis, long appendMillis, String type, Object... attributes) {
        TreeMap<String, Object> values = new TreeMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            values.put((String) attributes[i], value instanceof Integer number ? (Object) number.doubleValue() : value);
        }
        return input(PatternStage.Input.EVENT, millis, appendMillis, type, values);
    }

    static PatternInput sample(long millis, String metric, double value, double lower, double upper) {
        TreeMap<String, Object> values = new TreeMap<>();
        values.put("value", value);
        values.put("expected", (lower + upper) / 2);
        values.put("lower", lower);
        values.put("upper", upper);
        values.put("score", 1.0);
        return input(PatternStage.Input.SAMPLE, millis, millis, metric, values);
    }

    static PatternInput anomaly(long millis, String metric) {
        return input(PatternStage.Input.ANOMALY, millis, millis, metric, new TreeMap<>());
    }

    private static PatternInput input(
            PatternStage.Input kind, long millis, long appendMillis, String name, SortedMap<String, Object> values) {
        // Another one for any other times within ten seconds.
        long number = (millis * 10_007 + appendMillis) * 31 + name.hashCode() + values.hashCode();
        String id = String.format(Locale.ROOT, "%016x%016x", number, millis);
        return new PatternInput(
                kind, id, name, "k", millis, new SourcePosition("t", 0, 0, number), appendMillis, values);
    }

    static EventPattern pattern(String json) throws SettingsException {
        return ConfigJson.read(("{\"patterns\":[" + json + "]}").getBytes(StandardCharsets.UTF_8))
                .alerting()
                .patterns()
                .get(0);
    }

    /** The matches of {@code pattern} when everything has arrived and every time is over. */
    static List<PatternMatch> matches(EventPattern pattern, PatternInput... inputs) throws SettingsException {
        return found(pattern, move -> {}, inputs);
    }

    /** The same of a machine, whose moves go to {@code moves}. */
    static List<PatternMatch> found(EventPattern pattern, Consumer<MachinePosition> moves, PatternInput... inputs)
            throws SettingsException {
        List<PatternMatch> matches = new ArrayList<>();
        PatternMatcher matcher = new PatternMatcher(CompiledPattern.of(pattern), "k", null, output(matches, moves));
        for (PatternInput input : inputs) {
            matcher.take(input);
        }
        for (PatternInput input : inputs) {
            matcher.advance(PatternMatcher.dueMillis(input));
        }
        matcher.advance(Long.MAX_VALUE / 2);
        return matches;
    }

    static PatternOutput output(List<PatternMatch> matches, Consumer<MachinePosition> moves) {
        return new PatternOutput() {
            @Override
            public void found(PatternMatch match) {
                matches.add(match);
            }

            @Override
            public void moved(MachinePosition position) {
                moves.accept(position);
            }
        };
    }
}
