package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Committed;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.Totals;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The history in one DuckDB file, with a write-ahead log ({@code .wal}), a lock ({@code .lock}) and room for large sorts
 * ({@code .tmp}) beside it.
 */
public final class DuckDbHistory implements HistoryStore {
    private final Database database;
    private final Writer writer;

    private DuckDbHistory(Database database, Writer writer) {
        this.database = database;
        this.writer = writer;
    }

    /**
     * Opens the store in {@code file}, making it when it is missing; after a crash what was committed is there again.
     *
     * @throws io.anomalyradar.history.HistoryException LOCKED, DAMAGED, NEWER_SCHEMA or NOT_ACCESSIBLE
     */
    public static HistoryStore open(Path file, HistoryConfig config) {
        Database database = Database.open(file, config);
        try {
            return new DuckDbHistory(database, new Writer(database.connect()));
        } catch (SQLException failure) {
            database.close();
            throw Failures.opening(file, failure);
        }
    }

    @Override
    public Committed commit(HistoryBatch batch) {
        return writer.commit(batch);
    }

    @Override
    public Map<LogPartition, Long> offsets() {
        return writer.offsets();
    }

    @Override
    public Page<Device> devices(String nameContains, PageRequest page) {
        return database.read("listing devices", on -> DeviceQueries.page(on, nameContains, page));
    }

    @Override
    public Optional<Device> device(String name) {
        return database.read("reading a device", on -> DeviceQueries.one(on, name));
    }

    @Override
    public List<MetricSample> latest(String device) {
        return database.read("reading the latest samples", on -> SeriesQueries.latest(on, device));
    }

    @Override
    public Series series(String device, String metric, TimeRange range, int points) {
        if (points < 1 || points > MAX_POINTS) {
            throw new IllegalArgumentException("points must be between 1 and " + MAX_POINTS + ", was " + points);
        }
        return database.read("reading a series", on -> SeriesQueries.series(on, device, metric, range, points));
    }

    @Override
    public Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page) {
        return database.read("listing anomalies", on -> AnomalyQueries.page(on, filter, page));
    }

    @Override
    public Optional<Anomaly> anomaly(String id) {
        return database.read("reading an anomaly", on -> AnomalyQueries.one(on, id));
    }

    @Override
    public Page<Aggregate> aggregates(
            String device, String metric, long sizeMillis, TimeRange range, PageRequest page) {
        return database.read(
                "listing aggregates", on -> AggregateQueries.page(on, device, metric, sizeMillis, range, page));
    }

    @Override
    public List<SeriesCounts> counts(String device) {
        return database.read("counting samples", on -> DeviceQueries.counts(on, device));
    }

    @Override
    public Totals totals() {
        return database.read("counting all that is stored", this::totals);
    }

    private Totals totals(Connection on) throws SQLException {
        return Sql.row(
                        on,
                        """
                        SELECT (SELECT count(DISTINCT device) FROM marks), (SELECT count(*) FROM series),
                            (SELECT count(*) FROM samples), (SELECT count(*) FROM anomalies),
                            (SELECT count(*) FROM anomalies WHERE state = 'OPEN'), (SELECT count(*) FROM aggregates)""",
                        row -> new Totals(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                database.bytesOnDisk()))
                .orElseThrow();
    }

    @Override
    public Expired deleteArrivedBefore(long cutoffMillis) {
        Sweep sweep = new Sweep(cutoffMillis);
        Expired expired = Expired.NOTHING;
        while (!sweep.isDone() && !Thread.currentThread().isInterrupted()) {
            expired = expired.plus(writer.sweep(sweep));
        }
        return expired;
    }

    @Override
    public Expired deleteDevice(String device) {
        return writer.deleteDevice(device);
    }

    @Override
    public void check() {
        writer.check();
        database.read("checking the history", on -> Sql.number(on, "SELECT version FROM store"));
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            database.close();
        }
    }
}
