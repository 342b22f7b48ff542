package io.anomalyradar.history;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.List;
import java.util.Optional;

/**
 * Queries of the stored history. Any thread may call them; an answer shows whole batches only. Every method throws
 * {@link HistoryException}, whose code and {@code retryMayHelp()} say what to do.
 */
public interface HistoryQueries {
    /** The most points of a series in one answer. */
    int MAX_POINTS = 10_000;

    /** The most series in one question. */
    int MAX_SERIES = 100;

    /**
     * Devices in the order of their names (by Unicode code point).
     *
     * @param nameContains only devices whose name contains this, in any case of letters; empty for all
     */
    Page<Device> devices(String nameContains, PageRequest page);

    Optional<Device> device(String name);

    /**
     * For each metric of {@code device}, in order of metric names, the sample that arrived last and was not late. Empty
     * for an unknown device.
     */
    List<MetricSample> latest(String device);

    /**
     * The samples of one series in {@code range}: all of them when they are no more than {@code points}, otherwise
     * aggregated in at most {@code points} buckets of equal width that span the first to the last of them. Empty for an
     * unknown series.
     *
     * @param points 1 to {@link #MAX_POINTS}
     */
    Series series(String device, String metric, TimeRange range, int points);

    /**
     * The samples of several series in {@code range}, each aggregated in buckets of {@code stepMillis}, whose starts
     * are multiples of the step. The answers are in the order of {@code series}; an unknown series has no buckets.
     *
     * @param series 1 to {@link #MAX_SERIES}
     * @param stepMillis ≥ 1; so long that the range has no more than {@link #MAX_POINTS} steps
     */
    List<Series.DownSampled> buckets(List<SeriesName> series, TimeRange range, long stepMillis);

    /** Anomalies that {@code filter} admits, newest start first. */
    Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page);

    Optional<Anomaly> anomaly(String id);

    /** Windows of {@code sizeMillis} that start in {@code range}, newest start first. */
    Page<Aggregate> aggregates(String device, String metric, long sizeMillis, TimeRange range, PageRequest page);

    /** The counts of each metric of {@code device}, in order of metric names. Empty for an unknown device. */
    List<SeriesCounts> counts(String device);

    Totals totals();
}
