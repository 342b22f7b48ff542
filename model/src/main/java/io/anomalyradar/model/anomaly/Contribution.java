package io.anomalyradar.model.anomaly;

import java.util.List;

/**
 * What one metric has to do with an anomaly of its device, or one member of the detector with an anomaly of a series.
 *
 * @param name the metric; of a series the member, such as {@code seasonal}
 * @param share part of the whole, from 0 to 1
 */
public record Contribution(String name, double share) {

    /** What is known of an anomaly that grows: what its newest sample says, or where that is nothing, because a usual one made it a level shift, {@code before}. */
    public static List<Contribution> known(List<Contribution> before, List<Contribution> newest) {
        return newest.isEmpty() ? before : newest;
    }
}
