package io.anomalyradar.alerting.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one pattern and key.
 *
 * @param fingerprint of the pattern that the rest is of
 * @param lastMillis the time of the last input that was looked at; an earlier one is late
 * @param next the position of the next input
 * @param runs of a sequence, in the order in which they began
 * @param recent of a correlation, in the order of their times
 * @param progress of a machine; null: it is in no state
 * @param waiting inputs that wait for earlier ones to arrive
 * @param known of the newest inputs that waited: by them repeats are recognised
 */
public record PatternState(
        String fingerprint,
        long lastMillis,
        long next,
        List<Run> runs,
        List<Recent> recent,
        @Nullable MachineProgress progress,
        List<PatternInput> waiting,
        List<Long> known) {

    /** Of a key without inputs. */
    public static final PatternState EMPTY =
            new PatternState("", Long.MIN_VALUE, 0, List.of(), List.of(), null, List.of(), List.of());

    /** An input that a stage of a correlation has taken. */
    public record Recent(int stage, PatternInput input) {}

    public PatternState {
        runs = List.copyOf(runs);
        recent = List.copyOf(recent);
        waiting = List.copyOf(waiting);
        known = List.copyOf(known);
    }

    PatternState with(List<Run> begun) {
        return new PatternState(fingerprint, lastMillis, next, begun, recent, progress, waiting, known);
    }

    PatternState withRecent(List<Recent> inputs) {
        return new PatternState(fingerprint, lastMillis, next, runs, inputs, progress, waiting, known);
    }

    PatternState with(@Nullable MachineProgress machine) {
        return new PatternState(fingerprint, lastMillis, next, runs, recent, machine, waiting, known);
    }
}
