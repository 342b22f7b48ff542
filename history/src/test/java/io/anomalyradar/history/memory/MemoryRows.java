package io.anomalyradar.history.memory;

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
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.Intent;
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
import io.anomalyradar.history.SqlRefusal;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.Totals;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A store over {@link MemoryTables}: the part that a process holds until it crashes. */
final class MemoryRows implements RowStore {
    private final MemoryTables tables;
    private volatile boolean closed;

    MemoryRows(MemoryTables tables) {
        this.tables = tables;
    }

    private <T> T with(Function<MemoryTables, T> work) {
        if (closed) {
            throw new HistoryException.Permanent(HistoryException.Code.CLOSED, "the store is closed", null);
        }
        synchronized (tables) {
            return work.apply(tables);
        }
    }

    private <T> T ask(Function<MemoryQueries, T> question) {
        Cancellation cancellation = Cancellation.current();
        cancellation.started(() -> {});
        try {
            return with(on -> question.apply(new MemoryQueries(on)));
        } finally {
            cancellation.ended();
        }
    }

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public Recovered recover() {
        return with(on -> new Recovered(on.entries(), on.intent()));
    }

    @Override
    public long apply(RowBatch batch) {
        return with(on -> {
            if (batch.token().equals(on.last())) {
                return 0L;
            }
            if (!batch.previous().equals(on.last())) {
                throw new HistoryException.Conflict(batch.token() + " does not follow " + on.last(), null);
            }
            Intent open = on.intent();
            if (open != null && !open.token().equals(batch.token())) {
                throw new HistoryException.Conflict("batch " + open.token() + " is not finished", null);
            }
            return on.write(batch);
        });
    }

    @Override
    public Expired deleteArrivedBefore(Cutoffs cutoffs) {
        return with(on -> {
            long anomalies = on.anomalies().values().stream()
                    .filter(arrived -> arrived.appendTimeMillis() < cutoffs.anomalies())
                    .count();
            on.anomalies().values().removeIf(arrived -> arrived.appendTimeMillis() < cutoffs.anomalies());
            on.events().values().removeIf(event -> event.appendTimeMillis() < cutoffs.events());
            return new Expired(
                    on.removeSamples(row -> row.appendMillis() < cutoffs.samples()),
                    anomalies,
                    on.removeWindows(row -> row.arrived().appendTimeMillis()
                            < Step.ofMillis(row.frame().sizeMillis())
                                    .map(cutoffs::of)
                                    .orElse(Long.MAX_VALUE)),
                    0);
        });
    }

    @Override
    public void forget(Collection<Integer> devices) {
        with(on -> {
            devices.forEach(on::forget);
            return devices;
        });
    }

    @Override
    public Expired deleteDevice(String device) {
        return with(on -> on.deleteDevice(device));
    }

    @Override
    public Page<Device> devices(String nameContains, PageRequest page) {
        return ask(on -> on.devices(nameContains, page));
    }

    @Override
    public Optional<Device> device(String name) {
        return ask(on -> on.device(name));
    }

    @Override
    public List<MetricSample> latest(String device) {
        return ask(on -> on.latest(device));
    }

    @Override
    public List<Series> series(List<SeriesName> names, TimeRange range, int points) {
        return ask(
                on -> names.stream().map(name -> on.series(name, range, points)).toList());
    }

    @Override
    public List<Series.DownSampled> buckets(List<SeriesName> series, TimeRange range, long stepMillis) {
        return ask(on -> series.stream()
                .map(name -> on.buckets(name, range, 0, stepMillis))
                .toList());
    }

    @Override
    public Optional<List<Points>> points(List<SeriesName> series, Field field, TimeRange range, int most) {
        List<Points> found = ask(
                on -> series.stream().map(name -> on.points(name, field, range)).toList());
        return found.stream().mapToInt(Points::size).sum() > most ? Optional.empty() : Optional.of(found);
    }

    @Override
    public List<SeriesOfDevice> catalogue() {
        return ask(MemoryQueries::catalogue);
    }

    @Override
    public Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page) {
        return ask(on -> on.anomalies(filter, page));
    }

    @Override
    public Optional<Anomaly> anomaly(String id) {
        return with(on -> Optional.ofNullable(on.anomalies().get(id)).map(arrived -> arrived.value()));
    }

    @Override
    public Page<RecordedEvent> events(EventFilter filter, PageRequest page) {
        return ask(on -> on.events(filter, page));
    }

    @Override
    public EventSummary summary(EventFilter filter, long stepMillis) {
        return ask(on -> on.summary(filter, stepMillis));
    }

    @Override
    public Page<Aggregate> aggregates(String device, String metric, Step size, TimeRange range, PageRequest page) {
        return ask(on -> on.aggregates(new SeriesName(device, metric), size, range, page));
    }

    @Override
    public List<DeviceCell> cells(Step size, TimeRange range, long stepMillis) {
        return ask(on -> on.cells(size, range, stepMillis));
    }

    @Override
    public List<SeriesCounts> counts(String device) {
        return ask(on -> on.counts(device));
    }

    @Override
    public SqlAnswer sql(SqlQuestion question) {
        throw new SqlRefusal("a store in memory has no SQL");
    }

    @Override
    public ExportedFile export(SqlQuestion question, ExportFormat format) {
        throw new SqlRefusal("a store in memory has no SQL");
    }

    @Override
    public Totals totals() {
        return ask(MemoryQueries::totals);
    }

    @Override
    public void check() {
        with(MemoryTables::last);
    }

    @Override
    public void close() {
        closed = true;
    }
}
