package io.anomalyradar.model.anomaly;

/**
 * What one metric has to do with an anomaly of its device.
 *
 * @param share part of the whole, from 0 to 1
 */
public record Contribution(String metric, double share) {}
