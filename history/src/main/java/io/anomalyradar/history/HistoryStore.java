package io.anomalyradar.history;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps every sample with its score, every anomaly and every aggregate: a projection of radar.scores, radar.anomalies and
 * radar.aggregates that remembers how far it has read them.
 *
 * <p><b>Exactly once.</b> A batch and the offsets it brings the store to are one transaction, so a consumer that starts
 * at {@link #offsets()} misses nothing after a crash. What the pipeline tells again is known by its identity:
 *
 * <ul>
 *   <li>score frames by a high-water mark per source topic id, source partition and device: a frame whose source offset
 *       is at or below the mark is skipped, so a device's frames must come in source order per partition;
 *   <li>anomalies by id: the highest revision counts;
 *   <li>aggregates by device, metric, start and size: of one source partition the highest source offset counts, of several
 *       partitions the one that saw most samples.
 * </ul>
 *
 * Frames of the system's own devices (names starting with {@code _}) advance the offsets and are not stored.
 *
 * <p><b>Life.</b> Open when constructed, until {@link #close()}; one process at a time. <b>Threads.</b> Any thread may call
 * any method; commits are done one after the other, readers see whole batches, and neither waits for the other. <b>Failures.</b>
 * Every method throws {@link HistoryException}, whose code and {@code retryMayHelp()} say what to do.
 */
public interface HistoryStore extends AutoCloseable {
    /** The most points that {@link #series} answers. */
    int MAX_POINTS = 10_000;

    /** Stores {@code batch} and its offsets: all or nothing, on disk once this returns. The same batch again is harmless. */
    Committed commit(HistoryBatch batch);

    /**
     * The offset of the next record to read, for each partition ever committed. An offset never goes back: committing a
     * lower one leaves it.
     */
    Map<LogPartition, Long> offsets();

    /**
     * Devices in the order of their names (by Unicode code point).
     *
     * @param nameContains only devices whose name contains this, in any case of letters; empty for all
     */
    Page<Device> devices(String nameContains, PageRequest page);

    Optional<Device> device(String name);

    /**
     * For each metric of {@code device}, in order of metric names, the sample that arrived last and was not late. Empty for
     * an unknown device.
     */
    List<MetricSample> latest(String device);

    /**
     * The samples of one series in {@code range}: all of them when they are no more than {@code points}, else summed up in
     * at most {@code points} buckets of equal width that span the first to the last of them. Empty for an unknown series.
     *
     * @param points 1 to {@link #MAX_POINTS}
     */
    Series series(String device, String metric, TimeRange range, int points);

    /** Anomalies that {@code filter} admits, newest start first. */
    Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page);

    Optional<Anomaly> anomaly(String id);

    /** Windows of {@code sizeMillis} that start in {@code range}, newest start first. */
    Page<Aggregate> aggregates(String device, String metric, long sizeMillis, TimeRange range, PageRequest page);

    /** What is stored of each metric of {@code device}, in order of metric names. Empty for an unknown device. */
    List<SeriesCounts> counts(String device);

    Totals totals();

    /**
     * Removes what arrived before {@code cutoffMillis}: samples, anomalies, aggregates, and devices not seen since. Done in
     * small steps between commits; safe to interrupt, to repeat and to run beside everything else.
     */
    Expired deleteArrivedBefore(long cutoffMillis);

    /**
     * Removes all that is stored of {@code device}, in one transaction, and forgets the device. Its next frame begins it anew. Safe to
     * repeat; an unknown device is none.
     */
    Expired deleteDevice(String device);

    /** Throws when the store can no longer be written or read. Reads one row: cheap enough for every health request. */
    void check();

    /** Waits for what is under way, then closes. Later calls fail with {@code CLOSED}; closing again does nothing. */
    @Override
    void close();
}
