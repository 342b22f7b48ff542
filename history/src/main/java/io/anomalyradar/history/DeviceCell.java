package io.anomalyradar.history;

/**
 * What the windows of all series of a device say of one stretch of time.
 *
 * @param column the stretch, counted from the start of the range
 * @param worst the greatest score, −log10 p
 * @param unusual samples that were unusual or part of an anomaly
 * @param scored samples that were scored
 */
public record DeviceCell(String device, int column, double worst, long unusual, long scored) {}
