package io.anomalyradar.detector.alarm;

/**
 * The part that one metric has in an anomaly of its device, or one member of the detector in an anomaly of a series.
 *
 * @param name the metric; of a series the member, such as {@code seasonal}
 * @param share part of the whole, from 0 to 1
 */
public record Contribution(String name, double share) {}
