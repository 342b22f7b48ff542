package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.alert.MachinePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Inputs that arrive out of order at a matcher whose state is kept and restored at any time. It advances, as the job does,
 * when an input is due and when something ends.
 */
final class Arrivals {
    private Arrivals() {}

    /** Inputs of the types a to d, in the order of their times, each of which arrives within the patience. */
    static List<PatternInput> random(Random random, int count, int mostMillis) {
        List<PatternInput> inputs = new ArrayList<>();
        long millis = 1_000_000;
        for (int i = 0; i < count; i++) {
            millis += 1 + random.nextInt(mostMillis);
            long arrival = millis + random.nextInt((int) PatternMatcher.PATIENCE_MILLIS);
            inputs.add(Inputs.event(millis, arrival, String.valueOf((char) ('a' + random.nextInt(4)))));
        }
        return inputs;
    }

    static List<PatternMatch> run(
            CompiledPattern pattern, List<PatternInput> inputs, Random random, Consumer<MachinePosition> moves) {
        List<PatternMatch> found = new ArrayList<>();
        PatternOutput out = Inputs.output(found, moves);
        List<PatternInput> arriving = new ArrayList<>(inputs);
        arriving.sort(Comparator.comparingLong(PatternInput::appendMillis));
        TreeSet<Long> timers = new TreeSet<>();
        arriving.forEach(input -> timers.add(PatternMatcher.dueMillis(input)));
        PatternMatcher matcher = new PatternMatcher(pattern, "k", null, out);
        int taken = 0;
        while (!timers.isEmpty()) {
            long now = timers.first();
            timers.remove(now);
            int ahead = random.nextInt(3); // other partitions may be read further
            while (taken < arriving.size() && (arriving.get(taken).appendMillis() <= now || ahead-- > 0)) {
                matcher.take(arriving.get(taken++));
            }
            matcher.advance(now);
            if (random.nextInt(4) == 0) {
                matcher = new PatternMatcher(pattern, "k", matcher.kept(), out);
            }
            matcher.nextEndMillis().ifPresent(timers::add);
        }
        return found;
    }
}
