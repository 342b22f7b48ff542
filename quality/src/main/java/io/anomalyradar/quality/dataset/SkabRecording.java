package io.anomalyradar.quality.dataset;

/**
 * A run of the water-circulation test bench with its labels, one per row.
 *
 * @param seconds the times
 * @param faults rows with a fault
 * @param changes rows at which the state of the bench changes
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record SkabRecording(Recording recording, double[] seconds, boolean[] faults, boolean[] changes) {}
