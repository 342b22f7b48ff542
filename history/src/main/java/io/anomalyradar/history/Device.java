package io.anomalyradar.history;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.telemetry.Attributes;
import java.util.Map;

/**
 * A device in the history.
 *
 * @param attributes merged over all its frames; the latest value of each counts
 * @param firstSeenMillis when its first frame arrived at the broker
 * @param lastSeenMillis when its newest frame arrived at the broker
 * @param lastSampleMillis the greatest event time of its samples
 * @param metrics the number of series it has had
 * @param openAnomalies open anomalies by severity; a severity without any is absent
 */
public record Device(
        String name,
        Attributes attributes,
        long firstSeenMillis,
        long lastSeenMillis,
        long lastSampleMillis,
        int metrics,
        Map<Severity, Integer> openAnomalies) {
    public Device {
        openAnomalies = Map.copyOf(openAnomalies);
    }

    /** {@code CRITICAL}, {@code WARNING} or {@code OK}, by its open anomalies. */
    public String state() {
        if (openAnomalies.getOrDefault(Severity.CRITICAL, 0) > 0) {
            return Severity.CRITICAL.name();
        }
        return openAnomalies.getOrDefault(Severity.WARNING, 0) > 0 ? Severity.WARNING.name() : "OK";
    }
}
