package io.anomalyradar.quality.pages;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.List;

/**
 * One device of the fleet, its times counted from the first labelled row.
 *
 * @param anomalies the last revision of each
 * @param events the labelled ones
 * @param lengthMillis of the labelled rows
 */
record Watched(String device, List<Anomaly> anomalies, List<Event> events, long lengthMillis) {
    /** A labelled event, from its first row to its last. */
    record Event(long startMillis, long endMillis) {
        boolean overlaps(Anomaly anomaly, long marginMillis) {
            Long end = anomaly.endMillis();
            return anomaly.startMillis() <= endMillis + marginMillis
                    && (end == null ? Long.MAX_VALUE : end) >= startMillis - marginMillis;
        }
    }

    Watched {
        anomalies = List.copyOf(anomalies);
        events = List.copyOf(events);
    }
}
