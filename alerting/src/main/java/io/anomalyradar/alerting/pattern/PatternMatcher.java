package io.anomalyradar.alerting.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the matches of one pattern among the inputs of one key.
 *
 * <p><b>Order.</b> Inputs are looked at in the order of their own times, and those of one time in the order of arrival.
 * Each waits {@value #PATIENCE_MILLIS} ms, by append time, for earlier ones; one that comes later still is late and is
 * left out. So the matches depend on the log alone, whatever the order in which its partitions are read.
 *
 * <p><b>Runs.</b> Each input that the first stage takes begins a run. A run is deterministic: an input goes to the
 * farthest stage that may take it, else to the stage that took the last one, else it is passed over. It ends as a match,
 * by a negation, when a stage that must follow immediately does not, or when its time is over. Runs advance in the
 * order in which they began.
 *
 * <p>Of a key at most {@value #MAX_RUNS} runs are kept, then the oldest ends, and at most {@value #MAX_WAITING} inputs
 * wait, then further ones are left out. Mutable, not thread-safe.
 */
public final class PatternMatcher {
    /** How long an input waits for earlier ones. */
    public static final long PATIENCE_MILLIS = 1_000;

    public static final int MAX_RUNS = 32;
    public static final int MAX_WAITING = 1_000;
    private static final int MAX_KNOWN = 128;

    private static final Comparator<PatternInput> ORDER = Comparator.comparingLong(PatternInput::timeMillis)
            .thenComparingLong(PatternInput::appendMillis)
            .thenComparingInt(input -> input.source().partition())
            .thenComparingLong(input -> input.source().offset())
            .thenComparing(PatternInput::id);

    /** What did not become part of a match for reasons other than the pattern. */
    public static final class Losses {
        private long late;
        private long repeated;
        private long refused;
        private long evicted;
        private long dropped;

        /** Inputs that came too late to be looked at in their order. */
        public long late() {
            return late;
        }

        /** Inputs that had come before. */
        public long repeated() {
            return repeated;
        }

        /** Inputs beyond {@value PatternMatcher#MAX_WAITING}. */
        public long refused() {
            return refused;
        }

        /** Runs beyond {@value PatternMatcher#MAX_RUNS}. */
        public long evicted() {
            return evicted;
        }

        /** Runs of an earlier version of the pattern. */
        public long dropped() {
            return dropped;
        }
    }

    private final CompiledPattern pattern;
    private final String key;
    private final Consumer<PatternMatch> matches;
    private final Losses losses = new Losses();
    private final List<Run> runs;
    private final List<PatternInput> waiting;
    private final List<Long> known;
    private long lastMillis;
    private long next;

    /**
     * A matcher for {@code pattern} and {@code key}.
     *
     * @param kept what {@link #kept()} returned; runs of another version of the pattern are dropped, inputs that wait are
     *     kept
     */
    public PatternMatcher(
            CompiledPattern pattern, String key, @Nullable PatternState kept, Consumer<PatternMatch> matches) {
        this.pattern = pattern;
        this.key = key;
        this.matches = matches;
        List<Run> begun = kept == null ? List.of() : kept.runs();
        boolean isSame = kept == null || kept.fingerprint().equals(pattern.fingerprint());
        runs = new ArrayList<>(isSame ? begun : List.of());
        losses.dropped = isSame ? 0 : begun.size();
        waiting = new ArrayList<>(kept == null ? List.of() : kept.waiting());
        known = new ArrayList<>(kept == null ? List.of() : kept.known());
        lastMillis = kept == null ? Long.MIN_VALUE : kept.lastMillis();
        next = kept == null ? 0 : kept.next();
    }

    /** What is to be kept; null: nothing. */
    public @Nullable PatternState kept() {
        return runs.isEmpty() && waiting.isEmpty()
                ? null
                : new PatternState(pattern.fingerprint(), lastMillis, next, runs, waiting, known);
    }

    public Losses losses() {
        return losses;
    }

    /** Takes {@code input}; it is looked at by {@link #advance}, at {@link #dueMillis} of it. */
    public void take(PatternInput input) {
        long mark =
                Long.parseUnsignedLong(input.id(), 0, Math.min(16, input.id().length()), 16);
        if (known.contains(mark)) {
            losses.repeated++;
        } else if (waiting.size() >= MAX_WAITING) {
            losses.refused++;
        } else {
            known.add(mark);
            if (known.size() > MAX_KNOWN) {
                known.remove(0);
            }
            waiting.add(input);
        }
    }

    /** When {@code input} is looked at, as append time. */
    public static long dueMillis(PatternInput input) {
        return input.appendMillis() + PATIENCE_MILLIS;
    }

    /** When the next run ends for want of inputs, as append time; empty: no run. */
    public OptionalLong nextEndMillis() {
        return runs.stream().mapToLong(this::endMillis).min();
    }

    /** The last input within the time may arrive so late, and then waits as long. */
    private long endMillis(Run run) {
        return run.beginMillis() + pattern.pattern().withinMillis() + 2 * PATIENCE_MILLIS;
    }

    /** Looks at the inputs that are due at append time {@code nowMillis}, then ends the runs whose time is over. */
    public void advance(long nowMillis) {
        long until = Long.MIN_VALUE;
        for (PatternInput input : waiting) {
            if (dueMillis(input) <= nowMillis) {
                until = Math.max(until, input.timeMillis());
            }
        }
        List<PatternInput> due = new ArrayList<>();
        for (PatternInput input : waiting) {
            if (input.appendMillis() <= nowMillis && input.timeMillis() <= until) {
                due.add(input);
            }
        }
        waiting.removeAll(due);
        due.sort(ORDER);
        due.forEach(input -> look(input, nowMillis));
        end(run -> endMillis(run) <= nowMillis, nowMillis);
    }

    private void look(PatternInput input, long nowMillis) {
        if (input.timeMillis() < lastMillis) {
            losses.late++;
            return;
        }
        lastMillis = input.timeMillis();
        end(
                run -> input.timeMillis() - run.first().timeMillis()
                        > pattern.pattern().withinMillis(),
                nowMillis);
        long number = next++;
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
    private void end(java.util.function.Predicate<Run> isOver, long nowMillis) {
        for (Run run : List.copyOf(runs)) {
            if (isOver.test(run) && runs.remove(run) && pattern.isComplete(run)) {
                boolean unused = match(run, nowMillis);
            }
        }
    }

    /** Emits a match; answers whether its last input may not begin another one. */
    private boolean match(Run run, long nowMillis) {
        matches.accept(new PatternMatch(pattern.pattern(), key, run, nowMillis));
        return switch (pattern.pattern().skip()) {
            case PAST_LAST -> {
                runs.removeIf(other -> other.firstNumber() <= run.lastNumber());
                yield true;
            }
            case TO_NEXT -> false;
        };
    }
}
