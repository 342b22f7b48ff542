package io.anomalyradar.history.clickhouse;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.AnomalyFilter;
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
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesAnswers;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.Totals;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows and the ledger in a database of ClickHouse. Questions leave out what is not finished. */
final class ChRows implements RowStore {
    /** Samples of a query with their source positions, and further columns. */
    static final String WITH_SOURCE =
            """
            SELECT %sts, value, expected, lower, upper, score, status, config, p.topic_id AS topic_id, p.part AS part,
                src.leader_epoch AS leader_epoch, source_offset
            FROM (%s) AS x INNER JOIN sources AS src ON src.id = x.source
            INNER JOIN partitions AS p ON p.id = src.partition""";

    private final ChConnection on;
    private final String id;
    private final ChWriter writer;
    private final ChLedger ledger;

    ChRows(ChConnection on) {
        this.on = on;
        this.id = ChSchema.prepare(on);
        this.writer = new ChWriter(on);
        this.ledger = new ChLedger(on);
    }

    /** The sample in a row of {@link #WITH_SOURCE}. */
    static Sample sample(ChRow row) {
        return new Sample(
                row.number("ts"),
                row.real("value"),
                row.real("expected"),
                row.real("lower"),
                row.real("upper"),
                row.real("score"),
                SampleStatus.numbered(row.integer("status")),
                row.source(),
                row.integer("config"));
    }

    private long finished() {
        return ledger.token().number();
    }

    private SeriesAnswers<RuntimeException> answers() {
        return new SeriesAnswers<>(new ChSeries(on, finished()));
    }

    private ChDevices ofDevices() {
        long batch = finished();
        return new ChDevices(on, new ChSeries(on, batch), batch);
    }

    @Override
    public String id() {
        return id;
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
    public Expired deleteArrivedBefore(Cutoffs cutoffs) {
        return new ChDeletion(on).arrivedBefore(cutoffs);
    }

    @Override
    public void forget(Collection<Integer> devices) {
        new ChDeletion(on).forget(devices);
    }

    @Override
    public Expired deleteDevice(String device) {
        return new ChDeletion(on).device(device);
    }

    @Override
    public Page<Device> devices(String nameContains, PageRequest page) {
        return ofDevices().page(nameContains, page);
    }

    @Override
    public Optional<Device> device(String name) {
        return ofDevices().one(name);
    }

    @Override
    public List<MetricSample> latest(String device) {
        return ofDevices().latest(device);
    }

    @Override
    public List<Series> series(List<SeriesName> names, TimeRange range, int points) {
        return answers().series(names, range, points);
    }

    @Override
    public List<Series.DownSampled> buckets(List<SeriesName> series, TimeRange range, long stepMillis) {
        return answers().buckets(series, range, stepMillis);
    }

    @Override
    public Optional<List<Points>> points(List<SeriesName> series, Field field, TimeRange range, int most) {
        return ofDevices().points(series, field, range, most);
    }

    @Override
    public List<SeriesOfDevice> catalogue() {
        return ofDevices().catalogue();
    }

    @Override
    public Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page) {
        return ChAnomalies.page(on, filter, page);
    }

    @Override
    public Optional<Anomaly> anomaly(String anomaly) {
        return ChAnomalies.one(on, anomaly);
    }

    @Override
    public Page<RecordedEvent> events(EventFilter filter, PageRequest page) {
        return ChEvents.page(on, filter, page);
    }

    @Override
    public EventSummary summary(EventFilter filter, long stepMillis) {
        return ChEvents.summary(on, filter, stepMillis);
    }

    @Override
    public Page<Aggregate> aggregates(String device, String metric, Step size, TimeRange range, PageRequest page) {
        long batch = finished();
        return ChWindows.page(on, new ChSeries(on, batch), batch, device, metric, size, range, page);
    }

    @Override
    public List<DeviceCell> cells(Step size, TimeRange range, long stepMillis) {
        return ChWindows.cells(on, finished(), size, range, stepMillis);
    }

    @Override
    public List<SeriesCounts> counts(String device) {
        return ofDevices().counts(device);
    }

    @Override
    public SqlAnswer sql(SqlQuestion question) {
        throw ownDoor();
    }

    @Override
    public ExportedFile export(SqlQuestion question, ExportFormat format) {
        throw ownDoor();
    }

    private static SqlRefusal ownDoor() {
        return new SqlRefusal("this history is in ClickHouse, which answers SQL itself: connect to it with a ClickHouse"
                + " client, as docs/clickhouse.md describes");
    }

    @Override
    public Totals totals() {
        return on.rows(
                        "counting all that is stored",
                        ChSql.text(
                                """
                                SELECT toInt64((SELECT uniqExact(device) FROM marks)) AS devices,
                                    toInt64((SELECT count() FROM series)) AS series,
                                    toInt64((SELECT count() FROM samples WHERE batch <= %d)) AS samples,
                                    toInt64((SELECT uniqExact(id) FROM anomalies)) AS anomalies,
                                    toInt64((SELECT count() FROM anomalies FINAL WHERE state = 'OPEN')) AS open,
                                    toInt64((SELECT count() FROM minutes WHERE batch <= %1$d)
                                        + (SELECT count() FROM hours WHERE batch <= %1$d)
                                        + (SELECT count() FROM days)) AS windows,
                                    toInt64((SELECT sum(bytes_on_disk) FROM system.parts
                                        WHERE database = currentDatabase() AND active)) AS bytes""",
                                finished()),
                        row -> new Totals(
                                row.number("devices"),
                                row.number("series"),
                                row.number("samples"),
                                row.number("anomalies"),
                                row.number("open"),
                                row.number("windows"),
                                row.number("bytes")))
                .get(0);
    }

    @Override
    public void check() {
        on.number("checking the history", "SELECT toInt64(max(version)) AS number FROM migrations");
    }

    @Override
    public void close() {
        on.close();
    }
}
