package io.anomalyradar.detector.alarm;

import java.util.List;

/**
 * Under which identity an anomaly was emitted last. How far it has come is in the state of the {@link Alarm}.
 *
 * @param id the host's; the same after a replay
 * @param revision from 1, one more each time the anomaly is emitted
 * @param contributions as emitted last, largest first
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
     * @param newest contributions to the newest sample; none where a usual sample made the anomaly a level shift, so that those before stay
     */
    public OpenAnomaly grown(List<Contribution> newest) {
        return new OpenAnomaly(id, revision + 1, newest.isEmpty() ? contributions : newest);
    }

    /** The next and last revision. */
    public OpenAnomaly closed() {
        return new OpenAnomaly(id, revision + 1, contributions);
    }
}
