package io.anomalyradar.history;

/**
 * The amount of stored data.
 *
 * @param aggregates rows of windows; a window emitted again counts again until retention removes it
 * @param bytesOnDisk the store's files, its write-ahead log included
 */
public record Totals(
        long devices,
        long series,
        long samples,
        long anomalies,
        long openAnomalies,
        long aggregates,
        long bytesOnDisk) {}
