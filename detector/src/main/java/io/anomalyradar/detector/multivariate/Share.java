package io.anomalyradar.detector.multivariate;

/**
 * What one metric has to do with an unusual row.
 *
 * @param metric its position in the device
 * @param part of the whole, from 0 to 1
 */
public record Share(int metric, double part) {}
