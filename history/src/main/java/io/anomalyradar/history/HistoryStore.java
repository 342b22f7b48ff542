package io.anomalyradar.history;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Every sample with its score, every anomaly, aggregate and event: a projection of radar.scores, radar.anomalies,
 * radar.aggregates and radar.events that also stores its read positions. The rows are in a {@link RowStore}; a {@link Ledger} in memory
 * recognises repeats.
 *
 * <p><b>Exactly once.</b> A batch and the offsets it reaches are stored together, so a consumer that starts at
 * {@link #offsets()} misses nothing after a crash. Records that the pipeline emits again are recognised by their
 * identity:
 *
 * <ul>
 *   <li>score frames by a high-water mark per source topic id, source partition and device: a frame whose source
 *       position is at or below the mark is skipped, so a device's frames must come in source order per partition;
 *   <li>anomalies by id: the highest revision counts;
 *   <li>events by id, within an hour of arrival: the first counts;
 *   <li>aggregates by device, metric, start and size: of one source partition the highest source position counts, of
 *       several partitions the one with the most samples.
 * </ul>
 *
 * Frames of the system's own devices (names starting with {@code _}) advance the offsets and are not stored.
 *
 * <p><b>Failures.</b> A batch whose outcome is unknown is kept, and applied again before the next one. After a
 * conflict, or a batch that the store can never hold, the ledger is recovered from the store.
 *
 * <p><b>Several writers.</b> While the batch of one is {@linkplain #unfinished() not finished}, nobody else commits:
 * others are refused as {@code BUSY} and try again. If its writer is gone, the one that owns the batch's
 * {@linkplain Intent#owner() first partition} now finishes it. Batches have tokens, so it does no harm if the other
 * writer returns.
 *
 * <p><b>Life.</b> Open when constructed, until {@link #close()}. A {@link RowStore} says whether several processes may
 * open it. <b>Threads.</b> Any thread may
 * call any method; commits are done one after another, and readers do not wait for them.
 */
public final class HistoryStore implements HistoryQueries, AutoCloseable {
    /** As in {@link HistoryQueries}. */
    public static final int MAX_POINTS = HistoryQueries.MAX_POINTS;

    private final RowStore rows;
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable Ledger ledger;
    private @Nullable Intent unfinished;
    private @Nullable Pending pending;
    private volatile Map<LogPartition, LogOffset> offsets = Map.of();

    /** A batch that was planned and not yet applied for certain. */
    private record Pending(HistoryBatch batch, RowBatch rows) {}

    /** The history in {@code rows}, which is closed together with this store. */
    public HistoryStore(RowStore rows) {
        this.rows = rows;
        recovered();
    }

    /**
     * Identifies this store: random, assigned when it is created. Servers that write to the same store share its id.
     */
    public String id() {
        return rows.id();
    }

    /**
     * Stores {@code batch} and its offsets: all or nothing, on disk once this returns. Storing the same batch again is
     * harmless.
     *
     * @throws HistoryException.Transient when there is an {@link #unfinished()} batch: it must be finished first, by
     *     whoever reads the partition that {@link Intent#owner()} names
     */
    public Committed commit(HistoryBatch batch) {
        return commit(batch, DeletedData.NONE);
    }

    /**
     * As {@link #commit(HistoryBatch)}, without the data that {@code deleted} contains when the batch is stored. What
     * the store still holds of a device from before its deletion is removed before anything newer of it is stored.
     */
    public Committed commit(HistoryBatch batch, DeletedData deleted) {
        lock.lock();
        try {
            Committed earlier = applyPending(batch);
            if (earlier != null) {
                return earlier;
            }
            Ledger known = recovered();
            refuseWhileUnfinished();
            HistoryBatch kept = batch.without(deleted);
            if (deleted != DeletedData.NONE) {
                for (String device : kept.devices()) {
                    if (isOlder(known, device, deleted.before(device))) {
                        delete(known, device);
                    }
                }
            }
            return plan(known, batch, kept);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOlder(Ledger known, String name, long millis) {
        KnownDevice device = millis > 0 ? known.device(name) : null;
        return device != null && device.createdMillis() < millis;
    }

    /** Refuses a change while another batch is under way; the next attempt asks the store again. */
    private void refuseWhileUnfinished() {
        Intent open = unfinished;
        if (open != null) {
            forgetLedger();
            throw new HistoryException.Transient(
                    HistoryException.Code.BUSY,
                    "batch " + open.token().number()
                            + " of another server is not finished; it or the server that reads "
                            + open.owner().map(LogPartition::toString).orElse("nothing") + " now finishes it",
                    null);
        }
    }

    /**
     * The batch that a writer has announced and not finished, as the store knows it now. If its writer is gone, its
     * records must be read again and given to {@link #finish} before any other. A batch that this object keeps because
     * its outcome is unknown is not meant: the next call applies it.
     */
    public Optional<Intent> unfinished() {
        lock.lock();
        try {
            if (pending != null) {
                return Optional.empty();
            }
            forgetLedger();
            recovered();
            return Optional.ofNullable(unfinished);
        } finally {
            lock.unlock();
        }
    }

    /** Finishes the {@link #unfinished()} batch with its records, which {@code batch} holds: those and no others. */
    public Committed finish(HistoryBatch batch) {
        lock.lock();
        try {
            Committed earlier = applyPending(batch);
            if (earlier != null) {
                return earlier;
            }
            Ledger known = recovered();
            Intent intent = unfinished;
            if (intent == null || !batch.offsets().equals(intent.offsets())) {
                throw new IllegalArgumentException("a batch up to " + batch.offsets() + " does not finish " + intent);
            }
            return plan(known, batch, batch);
        } finally {
            lock.unlock();
        }
    }

    private Committed plan(Ledger known, HistoryBatch batch, HistoryBatch kept) {
        RowBatch planned;
        try {
            planned = known.plan(kept);
        } catch (RuntimeException fault) {
            forgetLedger();
            throw fault;
        }
        pending = new Pending(batch, planned);
        return applied(pending);
    }

    /** Applies the kept batch; returns its result if it is {@code batch}, otherwise null. */
    @SuppressWarnings("ReferenceEquality") // a batch that is equal but another object is recognised by its marks
    private @Nullable Committed applyPending(HistoryBatch batch) {
        Pending kept = pending;
        if (kept == null) {
            return null;
        }
        Committed committed = applied(kept);
        return kept.batch == batch ? committed : null;
    }

    private Committed applied(Pending batch) {
        try {
            long revised = rows.apply(batch.rows);
            pending = null;
            unfinished = null;
            if (ledger != null) {
                offsets = ledger.offsets();
            }
            return new Committed(
                    batch.rows.frames().size(),
                    batch.rows.samples(),
                    batch.rows.repeatedFrames(),
                    revised,
                    batch.rows.windows().size());
        } catch (HistoryException.Conflict | HistoryException.Invalid refused) {
            forgetLedger();
            throw refused;
        }
    }

    private void forgetLedger() {
        ledger = null;
        pending = null;
        unfinished = null;
    }

    private Ledger recovered() {
        Ledger known = ledger;
        if (known == null) {
            Recovered recovered = rows.recover();
            known = new Ledger(recovered.ledger());
            ledger = known;
            unfinished = recovered.unfinished();
            offsets = known.offsets();
        }
        return known;
    }

    /**
     * How far each partition has been read. An offset never goes back: committing an earlier one, in the order of
     * {@link LogOffset}, leaves it.
     */
    public Map<LogPartition, LogOffset> offsets() {
        return offsets;
    }

    /**
     * Makes days of the hours that were committed since the last call, then removes what arrived before the cut-offs,
     * and devices not seen since the earliest of them. Done in small steps between commits; safe to interrupt, to
     * repeat and to run beside everything else.
     */
    public Expired deleteArrivedBefore(Cutoffs cutoffs) {
        Expired expired = rows.deleteArrivedBefore(cutoffs);
        return Thread.currentThread().isInterrupted()
                ? expired
                : expired.plus(new Expired(0, 0, 0, forgetIdle(cutoffs.devices())));
    }

    private long forgetIdle(long cutoffMillis) {
        lock.lock();
        try {
            Ledger known = recovered();
            if (pending != null || unfinished != null) {
                return 0; // its rows may belong to these devices; a later run removes them
            }
            List<KnownDevice> idle = known.idleSince(cutoffMillis);
            if (!idle.isEmpty()) {
                ledger = null; // until the store has removed them
                rows.forget(idle.stream().map(KnownDevice::id).toList());
                idle.forEach(device -> known.forget(device.name()));
                ledger = known;
            }
            return idle.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Page<Device> devices(String nameContains, PageRequest page) {
        return rows.devices(nameContains, page);
    }

    @Override
    public Optional<Device> device(String name) {
        return rows.device(name);
    }

    @Override
    public List<MetricSample> latest(String device) {
        return rows.latest(device);
    }

    @Override
    public List<Series> series(List<SeriesName> names, TimeRange range, int points) {
        if (names.isEmpty() || names.size() > MAX_SERIES) {
            throw new IllegalArgumentException("names must be 1 to " + MAX_SERIES + ", were " + names.size());
        }
        if (points < 1 || points > MAX_POINTS) {
            throw new IllegalArgumentException("points must be between 1 and " + MAX_POINTS + ", was " + points);
        }
        return rows.series(names, range, points);
    }

    @Override
    public List<Series.DownSampled> buckets(List<SeriesName> series, TimeRange range, long stepMillis) {
        if (series.isEmpty() || series.size() > MAX_SERIES) {
            throw new IllegalArgumentException("series must be 1 to " + MAX_SERIES + ", were " + series.size());
        }
        requireSteps(range, stepMillis);
        return rows.buckets(series, range, stepMillis);
    }

    private static void requireSteps(TimeRange range, long stepMillis) {
        if (stepMillis < 1 || ((double) range.toMillis() - range.fromMillis()) / stepMillis > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "stepMillis must divide " + range + " into " + MAX_POINTS + " steps at most, was " + stepMillis);
        }
    }

    @Override
    public Optional<List<Points>> points(List<SeriesName> series, Field field, TimeRange range, int most) {
        if (series.isEmpty() || series.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException("series must be 1 to " + MAX_COLUMNS + ", were " + series.size());
        }
        return rows.points(series, field, range, most);
    }

    @Override
    public List<SeriesOfDevice> catalogue() {
        return rows.catalogue();
    }

    @Override
    public Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page) {
        return rows.anomalies(filter, page);
    }

    @Override
    public Optional<Anomaly> anomaly(String id) {
        return rows.anomaly(id);
    }

    @Override
    public Page<RecordedEvent> events(EventFilter filter, PageRequest page) {
        return rows.events(filter, page);
    }

    @Override
    public EventSummary summary(EventFilter filter, long stepMillis) {
        requireSteps(filter.range(), stepMillis);
        return rows.summary(filter, stepMillis);
    }

    @Override
    public Page<Aggregate> aggregates(String device, String metric, Step size, TimeRange range, PageRequest page) {
        if (size == Step.RAW) {
            throw new IllegalArgumentException("size must be that of a window, was RAW");
        }
        return rows.aggregates(device, metric, size, range, page);
    }

    @Override
    public List<DeviceCell> cells(Step size, TimeRange range, long stepMillis) {
        if (size == Step.RAW || stepMillis < 1) {
            throw new IllegalArgumentException(
                    "size must be that of a window and stepMillis at least 1, were " + size + " and " + stepMillis);
        }
        return rows.cells(size, range, stepMillis);
    }

    @Override
    public List<SeriesCounts> counts(String device) {
        return rows.counts(device);
    }

    @Override
    public Totals totals() {
        return rows.totals();
    }

    @Override
    public SqlAnswer sql(SqlQuestion question) {
        return rows.sql(question);
    }

    @Override
    public ExportedFile export(SqlQuestion question, ExportFormat format) {
        return rows.export(question, format);
    }

    /**
     * Removes all stored data of {@code device}, and the device itself, if any of it arrived before
     * {@code beforeMillis}. Its next frame starts with empty state. Safe to repeat; an unknown device has no effect.
     */
    public Expired deleteDevice(String device, long beforeMillis) {
        lock.lock();
        try {
            Pending kept = pending;
            if (kept != null) {
                applied(kept); // it may hold rows of the device
            }
            Ledger known = recovered();
            refuseWhileUnfinished();
            return isOlder(known, device, beforeMillis) ? delete(known, device) : Expired.NOTHING;
        } finally {
            lock.unlock();
        }
    }

    private Expired delete(Ledger known, String device) {
        ledger = null; // until the store has removed it
        Expired deleted = rows.deleteDevice(device);
        known.forget(device);
        ledger = known;
        return deleted;
    }

    /** Throws when the store can no longer be written or read. Reads one row: cheap enough for every health request. */
    public void check() {
        rows.check();
    }

    /** Waits for running calls, then closes. Later calls fail with {@code CLOSED}; closing again does nothing. */
    @Override
    public void close() {
        rows.close();
    }
}
