package io.anomalyradar.detector.aggregate;

/**
 * Statistics of the samples of a series in [start, end). Series, size and start identify the window; of two results for
 * the same window, the one with the larger count is newer.
 *
 * @param startMillis first instant of the window, a multiple of the pane's length
 * @param endMillis first instant after it
 * @param count samples, at least 1
 * @param average arithmetic mean
 * @param min smallest value
 * @param max largest value
 * @param standardDeviation of the population, √(Σ(x − mean)² / count)
 * @param p99 value of rank ⌊0.99 (count − 1)⌋ in ascending order, within 1 % of it
 */
public record WindowResult(
        long startMillis,
        long endMillis,
        long count,
        double average,
        double min,
        double max,
        double standardDeviation,
        double p99) {

    /** Length of the window. */
    public long sizeMillis() {
        return endMillis - startMillis;
    }
}
