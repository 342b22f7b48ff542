package io.anomalyradar.app.job;

import java.time.Instant;
import java.util.Set;

/**
 * A job as its cluster knows it.
 *
 * @param state as Flink calls it: {@code RUNNING}, {@code FAILED}, …
 */
public record ClusterJob(String id, String name, String state, Instant started) {
    private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

    public boolean isRunning() {
        return state.equals("RUNNING");
    }

    /** Whether it will never run again. */
    public boolean hasEnded() {
        return ENDED.contains(state);
    }
}
