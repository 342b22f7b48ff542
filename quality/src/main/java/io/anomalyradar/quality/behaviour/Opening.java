package io.anomalyradar.quality.behaviour;

/**
 * An anomaly of a series, as reported in the end.
 *
 * @param row the row at which it starts
 * @param critical whether it became critical
 * @param expected the value expected at its peak; NaN if not reported
 */
public record Opening(int row, boolean critical, double expected) {}
