package io.anomalyradar.model.control;

/**
 * When alerts of an area become an incident, so that people are notified of them together.
 *
 * @param alerts that fire within {@code withinMillis}; 2 to {@value #MAX_ALERTS}
 * @param withinMillis also how long an incident waits for a further alert before the next one begins another incident
 */
public record IncidentPolicy(int alerts, long withinMillis) {
    public static final int MAX_ALERTS = 50;
    public static final long LEAST_WITHIN_MILLIS = 1_000;
    public static final long MOST_WITHIN_MILLIS = 86_400_000;
    public static final IncidentPolicy RELEASE = new IncidentPolicy(5, 300_000);
}
