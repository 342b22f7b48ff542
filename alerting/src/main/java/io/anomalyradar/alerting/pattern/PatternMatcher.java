package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.control.EventPattern;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one pattern describes among the inputs of one key.
 *
 * <p><b>Order.</b> Inputs are looked at in the order of their own times, and those of one time in the order of arrival.
 * Each waits {@value #PATIENCE_MILLIS} ms, by append time, for earlier ones; one that comes later still is late and is
 * left out. So the matches depend on the log alone, whatever the order in which its partitions are read.
 *
 * <p>The form of the pattern decides what is made of them: {@link SequenceSearch}, {@link CorrelationSearch}, {@link
 * MachineSearch}. Mutable, not thread-safe.
 */
public final class PatternMatcher {
    /** How long an input waits for earlier ones. */
    public static final long PATIENCE_MILLIS = 1_000;

    private final CompiledPattern pattern;
    private final Losses losses = new Losses();
    private final InputQueue queue;
    private final Search search;

    /**
     * A matcher for {@code pattern} and {@code key}.
     *
     * @param kept what {@link #kept()} returned. What a sequence or correlation of another version had begun is dropped;
     *     a machine goes on in the state of the same name, or is dropped if there is none. Inputs that wait are kept.
     */
    public PatternMatcher(CompiledPattern pattern, String key, @Nullable PatternState kept, PatternOutput out) {
        this.pattern = pattern;
        PatternState before = kept == null ? PatternState.EMPTY : kept;
        queue = new InputQueue(before, losses);
        EventPattern described = pattern.pattern();
        boolean isSame = kept == null || kept.fingerprint().equals(pattern.fingerprint());
        CompiledMachine machine = pattern.machine();
        if (machine != null) {
            search = new MachineSearch(described, machine, key, before, losses, out);
        } else if (described.isCorrelation()) {
            search = new CorrelationSearch(pattern, key, isSame ? before.recent() : null, before, losses, out);
        } else {
            search = new SequenceSearch(pattern, key, isSame ? before.runs() : null, before, losses, out);
        }
    }

    /** What is to be kept; null: nothing. */
    public @Nullable PatternState kept() {
        if (search.isEmpty() && queue.isEmpty()) {
            return null;
        }
        PatternState state = new PatternState(
                pattern.fingerprint(),
                queue.lastMillis(),
                queue.next(),
                java.util.List.of(),
                java.util.List.of(),
                null,
                queue.waiting(),
                queue.known());
        if (search instanceof SequenceSearch sequence) {
            return state.with(sequence.runs());
        } else if (search instanceof CorrelationSearch correlation) {
            return state.withRecent(correlation.recent());
        } else if (search instanceof MachineSearch machine) {
            return state.with(machine.progress());
        }
        throw new IllegalStateException("a form of pattern that is not known");
    }

    public Losses losses() {
        return losses;
    }

    /** Takes {@code input}; it is looked at by {@link #advance}, at {@link #dueMillis} of it. */
    public void take(PatternInput input) {
        queue.take(input);
    }

    /** When {@code input} is looked at, as append time. */
    public static long dueMillis(PatternInput input) {
        return input.appendMillis() + PATIENCE_MILLIS;
    }

    /** When something ends for want of inputs, as append time; empty: nothing will. */
    public OptionalLong nextEndMillis() {
        return search.nextEndMillis();
    }

    /** Looks at the inputs that are due at append time {@code nowMillis}, then ends what is over. */
    public void advance(long nowMillis) {
        queue.advance(nowMillis, search);
        search.end(nowMillis);
    }
}
