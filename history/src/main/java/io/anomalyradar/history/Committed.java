package io.anomalyradar.history;

/**
 * The result of a committed batch.
 *
 * @param frames score frames stored
 * @param samples samples stored, those of {@code frames}
 * @param repeatedFrames score frames skipped because the store had them (a restarted pipeline emits them again)
 * @param anomalies anomaly revisions that were newer than the stored ones
 * @param aggregates windows stored, one per series
 */
public record Committed(long frames, long samples, long repeatedFrames, long anomalies, long aggregates) {}
