package io.anomalyradar.detector.alarm;

/**
 * The contribution of one metric to an anomaly of its device, or of one member of the detector to an anomaly of a
 * series.
 *
 * @param name the metric; for a series the member, such as {@code seasonal}
 * @param share share of the whole, from 0 to 1
 */
public record Contribution(String name, double share) {}
