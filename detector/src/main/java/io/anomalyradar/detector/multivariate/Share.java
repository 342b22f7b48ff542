package io.anomalyradar.detector.multivariate;

/**
 * The contribution of one metric to an unusual row.
 *
 * @param metric its position in the device
 * @param part share of the whole, from 0 to 1
 */
public record Share(int metric, double part) {}
