package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What patterns would have found in the past: the inputs of a time go through {@link PatternMatcher}, as in the job. The past
 * is complete, so each input counts as appended at its own time: what came late then is in its place now.
 */
public final class PatternBacktest {
    private record Key(CompiledPattern pattern, String key) {}

    private final List<Anomaly> found = new ArrayList<>();

    private PatternBacktest() {}

    /**
     * The matches, each as an anomaly that opens and one that ends, in the order in which they are decided. What a machine's
     * state has begun and has not ended by the end only opens.
     *
     * @param inputs in any order; those that no pattern reads change nothing
     * @param endMillis the end of the time
     */
    public static List<Anomaly> of(Patterns patterns, Collection<PatternInput> inputs, long endMillis) {
        Map<Key, List<PatternInput>> byKey = new LinkedHashMap<>();
        for (PatternInput input : inputs) {
            for (CompiledPattern pattern : patterns.readersOf(input.kind(), input.name())) {
                String key = pattern.keyOf(input);
                if (key != null) {
                    byKey.computeIfAbsent(new Key(pattern, key), unused -> new ArrayList<>())
                            .add(input.appendedInTime());
                }
            }
        }
        PatternBacktest backtest = new PatternBacktest();
        byKey.forEach((key, read) -> backtest.run(key, read, endMillis));
        backtest.found.sort(
                Comparator.comparingLong(Anomaly::appendTimeMillis)); // stable: a match opens before it ends
        return backtest.found;
    }

    private void run(Key key, List<PatternInput> inputs, long endMillis) {
        inputs.sort(Comparator.comparingLong(PatternInput::appendMillis));
        PatternMatcher matcher = new PatternMatcher(key.pattern(), key.key(), null, this::take);
        NavigableSet<Long> timers = new TreeSet<>();
        for (PatternInput input : inputs) {
            fire(timers, matcher, input.appendMillis() - 1); // an input precedes the timers of its time
            matcher.take(input);
            timers.add(PatternMatcher.dueMillis(input));
        }
        fire(timers, matcher, endMillis);
    }

    private static void fire(NavigableSet<Long> timers, PatternMatcher matcher, long untilMillis) {
        while (!timers.isEmpty() && timers.first() <= untilMillis) {
            long now = timers.pollFirst();
            matcher.advance(now);
            matcher.nextEndMillis().ifPresent(end -> timers.add(Math.max(end, now + 1)));
        }
    }

    private void take(PatternMatch match) {
        if (match.phase() != PatternMatch.Phase.OVER) {
            found.add(Matches.opened(match));
        }
        if (match.phase() != PatternMatch.Phase.BEGUN) {
            found.add(Matches.ended(match));
        }
    }
}
