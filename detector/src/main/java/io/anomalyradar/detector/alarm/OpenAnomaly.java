package io.anomalyradar.detector.alarm;

import java.util.List;

/**
 * The identity under which an anomaly was last emitted. The state of the {@link Alarm} holds its run.
 *
 * @param id assigned by the host; the same after a replay
 * @param revision from 1, incremented each time the anomaly is emitted
 * @param contributions as last emitted, largest first
 */
public record OpenAnomaly(String id, int revision, List<Contribution> contributions) {

    public OpenAnomaly {
        contributions = List.copyOf(contributions);
    }

    /** An anomaly that opens. */
    public static OpenAnomaly opened(String id, List<Contribution> contributions) {
        return new OpenAnomaly(id, 1, contributions);
    }

    /**
     * The next revision of an anomaly that grows.
     *
     * @param newest contributions to the newest sample; empty if a usual sample turned the anomaly into a level shift,
     *     so that the previous ones stay
     */
    public OpenAnomaly grown(List<Contribution> newest) {
        return new OpenAnomaly(id, revision + 1, newest.isEmpty() ? contributions : newest);
    }

    /** The next and last revision. */
    public OpenAnomaly closed() {
        return new OpenAnomaly(id, revision + 1, contributions);
    }
}
