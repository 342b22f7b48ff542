package io.anomalyradar.alerting.pattern;

import java.util.List;

/**
 * What is kept of one pattern and key.
 *
 * @param fingerprint of the pattern that the runs are of
 * @param lastMillis the time of the last input that was looked at; an earlier one is late
 * @param next the position of the next input
 * @param runs in the order in which they began
 * @param waiting inputs that wait for earlier ones to arrive
 * @param known of the newest inputs that waited: by them repeats are recognised
 */
public record PatternState(
        String fingerprint, long lastMillis, long next, List<Run> runs, List<PatternInput> waiting, List<Long> known) {
    public PatternState {
        runs = List.copyOf(runs);
        waiting = List.copyOf(waiting);
        known = List.copyOf(known);
    }
}
