package io.anomalyradar.detector.aggregate;

/**
 * Statistics of a series in [start, start + size). The window is identified by its series, size and start; of two
 * results for the same window the one of the larger count is newer.
 *
 * @param startMillis first instant of the window, a multiple of its size
 */
public record WindowResult(long startMillis, long sizeMillis, WindowStatistics statistics) {}
