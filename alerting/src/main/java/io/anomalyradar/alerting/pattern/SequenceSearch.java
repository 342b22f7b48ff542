package io.anomalyradar.alerting.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sequence. Each input that the first stage takes begins a run. A run is deterministic: an input goes to the farthest
 * stage that may take it, else to the stage that took the last one, else it is passed over. It ends as a match, by a
 * negation, when a stage that must follow immediately does not, or when its time is over. Runs advance in the order in
 * which they began.
 *
 * <p>Of a key at most {@value #MAX_RUNS} runs are kept, then the oldest ends. Mutable, not thread-safe.
 */
final class SequenceSearch implements Search {
    static final int MAX_RUNS = 32;

    private final CompiledPattern pattern;
    private final String key;
    private final Losses losses;
    private final PatternOutput out;
    private final List<Run> runs;

    /** @param begun null: those of {@code before} are of another version, and dropped */
    SequenceSearch(
            CompiledPattern pattern,
            String key,
            @Nullable List<Run> begun,
            PatternState before,
            Losses losses,
            PatternOutput out) {
        this.pattern = pattern;
        this.key = key;
        this.losses = losses;
        this.out = out;
        runs = new ArrayList<>(begun == null ? List.of() : begun);
        losses.dropped += begun == null ? before.runs().size() : 0;
    }

    List<Run> runs() {
        return runs;
    }

    @Override
    public boolean isEmpty() {
        return runs.isEmpty();
    }

    @Override
    public OptionalLong nextEndMillis() {
        return runs.stream().mapToLong(this::endMillis).min();
    }

    /** The last input within the time may arrive so late, and then waits as long. */
    private long endMillis(Run run) {
        return run.beginMillis() + pattern.pattern().withinMillis() + 2 * PatternMatcher.PATIENCE_MILLIS;
    }

    @Override
    public void end(long nowMillis) {
        end(run -> endMillis(run) <= nowMillis, nowMillis);
    }

    @Override
    public void look(PatternInput input, long number, long nowMillis) {
        end(
                run -> input.timeMillis() - run.first().timeMillis()
                        > pattern.pattern().withinMillis(),
                nowMillis);
        boolean isTaken = false;
        for (Run run : List.copyOf(runs)) {
            int at = runs.indexOf(run);
            if (at < 0) {
                continue; // a match of this input has ended it
            }
            Run after = pattern.step(run, input, number);
            if (after == null) {
                runs.remove(at);
            } else if (pattern.isComplete(after) && !pattern.waitsForTheEnd()) {
                runs.remove(at);
                isTaken |= match(after, nowMillis);
            } else {
                runs.set(at, after);
            }
        }
        if (!isTaken && pattern.begins(input)) {
            long earlier =
                    runs.isEmpty() ? Long.MIN_VALUE : runs.get(runs.size() - 1).beginMillis();
            begin(Run.begin(pattern.steps(), input, number, Math.max(earlier, input.appendMillis())), nowMillis);
        }
    }

    private void begin(Run run, long nowMillis) {
        if (pattern.isComplete(run) && !pattern.waitsForTheEnd()) {
            match(run, nowMillis);
            return;
        }
        if (runs.size() >= MAX_RUNS) {
            runs.remove(0);
            losses.evicted++;
        }
        runs.add(run);
    }

    /** Ends runs whose time is over: as matches, if only the end of the time was missing. */
    private void end(Predicate<Run> isOver, long nowMillis) {
        for (Run run : List.copyOf(runs)) {
            if (isOver.test(run) && runs.remove(run) && pattern.isComplete(run)) {
                boolean unused = match(run, nowMillis);
            }
        }
    }

    /** Emits a match; answers whether its last input may not begin another one. */
    private boolean match(Run run, long nowMillis) {
        out.found(PatternMatch.whole(pattern.pattern(), key, run.first(), run.last(), run.captures(), nowMillis));
        return switch (pattern.pattern().skip()) {
            case PAST_LAST -> {
                runs.removeIf(other -> other.firstNumber() <= run.lastNumber());
                yield true;
            }
            case TO_NEXT -> false;
        };
    }
}
