package io.anomalyradar.history;

/**
 * What became of a batch.
 *
 * @param frames score frames stored
 * @param samples samples stored, those of {@code frames}
 * @param repeatedFrames score frames skipped because the store had them (a pipeline restart tells them again)
 * @param anomalies anomaly revisions that were newer than what was stored
 * @param aggregates windows stored, one per series
 */
public record Committed(long frames, long samples, long repeatedFrames, long anomalies, long aggregates) {}
