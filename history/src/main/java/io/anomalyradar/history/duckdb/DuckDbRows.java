package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.Cutoffs;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.DeviceCell;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.EventSummary;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.ExportFormat;
import io.anomalyradar.history.ExportedFile;
import io.anomalyradar.history.Field;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.Recovered;
import io.anomalyradar.history.RowBatch;
import io.anomalyradar.history.RowStore;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.Totals;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.event.RecordedEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The rows and the ledger in an open DuckDB file. */
final class DuckDbRows implements RowStore {
    private final Database database;
    private final Writer writer;
    private final long mostSqlBytes;

    /** @param mostSqlBytes what a question in SQL may work with */
    DuckDbRows(Database database, Writer writer, long mostSqlBytes) {
        this.database = database;
        this.writer = writer;
        this.mostSqlBytes = mostSqlBytes;
    }

    /** A store in {@code file}; see {@link DuckDbHistory#open}. */
    static DuckDbRows open(Path file, HistoryConfig config) {
        Database database = Database.open(file, config);
        try {
            long half = (long) config.memoryLimitMegabytes() << 19;
            return new DuckDbRows(database, new Writer(database.connect()), half);
        } catch (SQLException failure) {
            database.close();
            throw Failures.opening(file, failure);
        }
    }

    @Override
    public Recovered recover() {
        return writer.recover();
    }

    @Override
    public long apply(RowBatch batch) {
        return writer.apply(batch);
    }

    @Override
    public void forget(Collection<Integer> devices) {
        writer.forget(List.copyOf(devices));
    }

    @Override
    public String id() {
        return writer.id();
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
        return database.read("reading the latest samples", on -> LatestQueries.latest(on, device));
    }

    @Override
    public List<Series> series(List<SeriesName> names, TimeRange range, int points) {
        return database.read("reading series", on -> SeriesQueries.answers(on).series(names, range, points));
    }

    @Override
    public List<Series.DownSampled> buckets(List<SeriesName> series, TimeRange range, long stepMillis) {
        return database.read(
                "reading several series", on -> SeriesQueries.answers(on).buckets(series, range, stepMillis));
    }

    @Override
    public Optional<List<Points>> points(List<SeriesName> series, Field field, TimeRange range, int most) {
        return database.read("reading samples", on -> PointQueries.points(on, series, field, range, most));
    }

    @Override
    public List<SeriesOfDevice> catalogue() {
        return database.read("listing all series", DeviceQueries::catalogue);
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
    public Page<RecordedEvent> events(EventFilter filter, PageRequest page) {
        return database.read("listing events", on -> EventQueries.page(on, filter, page));
    }

    @Override
    public EventSummary summary(EventFilter filter, long stepMillis) {
        return database.read("counting events", on -> EventQueries.summary(on, filter, stepMillis));
    }

    @Override
    public Page<Aggregate> aggregates(String device, String metric, Step size, TimeRange range, PageRequest page) {
        return database.read("listing aggregates", on -> AggregateQueries.page(on, device, metric, size, range, page));
    }

    @Override
    public List<DeviceCell> cells(Step size, TimeRange range, long stepMillis) {
        return database.read("reading the fleet", on -> AggregateQueries.cells(on, size, range, stepMillis));
    }

    @Override
    public List<SeriesCounts> counts(String device) {
        return database.read("counting samples", on -> DeviceQueries.counts(on, device));
    }

    @Override
    public SqlAnswer sql(SqlQuestion question) {
        Cancellation cancellation = Cancellation.current();
        return cancellation.run(() -> database.read("the question", on -> {
            try (MemoryWatch watch = MemoryWatch.start(database.connect(), cancellation, mostSqlBytes, () -> false)) {
                return SqlQueries.answer(on, question, watch);
            }
        }));
    }

    @Override
    public ExportedFile export(SqlQuestion question, ExportFormat format) {
        Path file = database.exports().next();
        Cancellation cancellation = Cancellation.current();
        return cancellation.run(() -> database.read("the export", on -> {
            BooleanSupplier tooLarge = () -> ExportFolder.isTooLarge(file);
            try (MemoryWatch watch = MemoryWatch.start(database.connect(), cancellation, mostSqlBytes, tooLarge)) {
                return SqlQueries.export(on, question, format, file, watch);
            }
        }));
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
                            (SELECT count(*) FROM anomalies WHERE state = 'OPEN'),
                            (SELECT count(*) FROM minutes) + (SELECT count(*) FROM hours)
                                + (SELECT count(*) FROM days)""",
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
    public Expired deleteArrivedBefore(Cutoffs cutoffs) {
        Sweep sweep = new Sweep(cutoffs);
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
