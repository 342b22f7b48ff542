package io.anomalyradar.history;

/**
 * How much is stored.
 *
 * @param aggregates rows kept; a window told again counts again until retention removes it
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
