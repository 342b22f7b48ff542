package io.anomalyradar.alerting.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A match that has begun.
 *
 * @param stage index of the stage that took the last input, negations not counted
 * @param gap whether an input was passed over since then
 * @param firstNumber position of the first input in the order of the key; {@code lastNumber} of the last one
 * @param beginMillis append time at which it began; never before that of an earlier run
 * @param captures of each stage, negations not counted; null: it has taken nothing
 */
public record Run(
        int stage, boolean gap, long firstNumber, long lastNumber, long beginMillis, List<@Nullable Capture> captures) {

    /** A run that {@code input} begins. */
    static Run begin(int stages, PatternInput input, long number, long beginMillis) {
        List<@Nullable Capture> captures = new ArrayList<>();
        captures.add(Capture.of(input));
        for (int i = 1; i < stages; i++) {
            captures.add(null);
        }
        return new Run(0, false, number, number, beginMillis, captures);
    }

    /** The run after stage {@code to} has taken {@code input}. */
    Run take(int to, PatternInput input, long number) {
        List<@Nullable Capture> taken = new ArrayList<>(captures);
        Capture before = captures.get(to);
        taken.set(to, before == null ? Capture.of(input) : before.plus(input));
        return new Run(to, false, firstNumber, number, beginMillis, taken);
    }

    Run pass() {
        return gap ? this : new Run(stage, true, firstNumber, lastNumber, beginMillis, captures);
    }

    /** How many inputs its stage has taken. */
    int count() {
        return required(stage).count();
    }

    PatternInput first() {
        return required(0).first();
    }

    PatternInput last() {
        return required(stage).last();
    }

    private Capture required(int index) {
        Capture capture = captures.get(index);
        if (capture == null) {
            throw new IllegalStateException("stage " + index + " of a run has taken nothing");
        }
        return capture;
    }
}
