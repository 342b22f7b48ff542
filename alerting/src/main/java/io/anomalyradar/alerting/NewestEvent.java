package io.anomalyradar.alerting;

import java.util.Map;

/**
 * The newest event of a device, as conditions see it.
 *
 * @param type empty: there is none
 * @param ageMillis how long before the anomaly's append time it happened
 */
public record NewestEvent(String type, Map<String, Object> attributes, long ageMillis) {
    /** Nothing has happened. */
    public static final NewestEvent NONE = new NewestEvent("", Map.of(), Long.MAX_VALUE);
}
