package io.anomalyradar.history;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.List;
import java.util.Optional;

/**
 * Queries of the stored history. Any thread may call them; an answer shows whole batches only. Every method throws
 * {@link HistoryException}, whose code and {@code retryMayHelp()} say what to do.
 */
public interface HistoryQueries {
    /** The most points of a series in one answer. */
    int MAX_POINTS = 10_000;

    /** Longer ranges are answered from windows, however few samples they have. */
    long RAW_MILLIS = 86_400_000;

    /** The most series in one question. */
    int MAX_SERIES = 100;

    /** The most series whose samples are read as columns in one question. */
    int MAX_COLUMNS = 1_000;

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

    /** One series, as {@link #series(List, TimeRange, int)} answers it. */
    default Series series(String device, String metric, TimeRange range, int points) {
        return series(List.of(new SeriesName(device, metric)), range, points).get(0);
    }

    /**
     * Several series in {@code range}, in the order of their names, as they are at one moment: of each all samples when
     * they are no more than {@code points} and span at most {@link #RAW_MILLIS}; else at most {@code points} buckets of
     * equal width that span the first to the last of them. Empty for an unknown series.
     *
     * <p>Buckets come from the coarsest windows that are no longer than the wanted width, so that months are read as
     * hours or days. Where a window reaches beyond the range or is the newest that is stored, finer rows stand in for
     * it as long as they have all its samples: the answer is the same as from the samples, and complete up to the
     * newest. Count, extremes, scores and alarms agree to the bit, means within a few units in the last place. Late
     * samples are in no window; they are added from the samples while these are kept. Where finer rows have been
     * removed, the answer has the coarser step.
     *
     * @param names 1 to {@link #MAX_SERIES}
     * @param points 1 to {@link #MAX_POINTS}
     */
    List<Series> series(List<SeriesName> names, TimeRange range, int points);

    /**
     * The samples of several series in {@code range}, each aggregated in buckets of {@code stepMillis}, whose starts
     * are multiples of the step. The answers are in the order of {@code series}; an unknown series has no buckets. A
     * step of whole minutes is answered from windows, as {@link #series(List, TimeRange, int)} answers, but never from
     * windows longer than the step; any other step from samples, as far as these are kept.
     *
     * @param series 1 to {@link #MAX_SERIES}
     * @param stepMillis ≥ 1; so long that the range has no more than {@link #MAX_POINTS} steps
     */
    List<Series.DownSampled> buckets(List<SeriesName> series, TimeRange range, long stepMillis);

    /**
     * One number of every sample of several series in {@code range}, in the order of {@code series}; an unknown series
     * has none. Empty when they are more than {@code most}: the caller narrows the range, or asks for buckets.
     *
     * @param series 1 to {@link #MAX_COLUMNS}
     * @param most ≥ 0
     */
    Optional<List<Points>> points(List<SeriesName> series, Field field, TimeRange range, int most);

    /** All devices in the order of their names (by Unicode code point), each with its series. */
    List<SeriesOfDevice> catalogue();

    /** Anomalies that {@code filter} admits, newest start first. */
    Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page);

    Optional<Anomaly> anomaly(String id);

    /** Events that {@code filter} admits, newest first. */
    Page<RecordedEvent> events(EventFilter filter, PageRequest page);

    /**
     * How many events {@code filter} admits, by type in stretches of {@code stepMillis}, whose starts are multiples of
     * it, and by key.
     *
     * @param stepMillis ≥ 1; so long that the range has no more than {@link #MAX_POINTS} steps
     */
    EventSummary summary(EventFilter filter, long stepMillis);

    /** Windows of this size that start in {@code range}, newest start first. Days have neither p99 nor trend. */
    Page<Aggregate> aggregates(String device, String metric, Step size, TimeRange range, PageRequest page);

    /**
     * Every device over time, from windows of {@code size} that start in {@code range}: one cell for each stretch of
     * {@code stepMillis} in which the device has a window; in order of names (by Unicode code point) and time. Samples
     * in a window that is still open are absent.
     *
     * @param size not {@link Step#RAW}
     * @param stepMillis ≥ 1
     */
    List<DeviceCell> cells(Step size, TimeRange range, long stepMillis);

    /** The counts of each metric of {@code device}, in order of metric names. Empty for an unknown device. */
    List<SeriesCounts> counts(String device);

    Totals totals();

    /**
     * Answers a question in SQL; it is stopped after 30 s, and when it takes so much memory that others would wait.
     *
     * @throws SqlRefusal when the question is not understood, not allowed, or fails
     */
    SqlAnswer sql(SqlQuestion question);

    /**
     * Writes the whole answer to a question in SQL into a file, which the caller closes. It is stopped after five
     * minutes, and when it takes so much memory or room on the disk that others would wait.
     *
     * @throws SqlRefusal as {@link #sql}, and when the answer has more rows or bytes than allowed: it is never cut
     */
    ExportedFile export(SqlQuestion question, ExportFormat format);
}
