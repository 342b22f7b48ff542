package io.anomalyradar.history.memory;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.DeviceCell;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.EventSummary;
import io.anomalyradar.history.Field;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.Totals;
import io.anomalyradar.history.WindowRow;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions to {@link MemoryTables}, answered by scans and written for clarity. */
final class MemoryQueries {
    /** From what counts least to what counts most. */
    private static final List<SampleStatus> WORSE = List.of(
            SampleStatus.LATE, SampleStatus.WARM_UP, SampleStatus.NORMAL, SampleStatus.UNUSUAL, SampleStatus.ALARM);

    private final MemoryTables tables;
    private final LedgerEntries ledger;

    MemoryQueries(MemoryTables tables) {
        this.tables = tables;
        this.ledger = tables.entries();
    }

    /** A device exists once it has a mark. */
    private Optional<Device> device(LedgerEntries.Device entry) {
        List<LedgerEntries.Mark> marks = ledger.marks().stream()
                .filter(mark -> mark.device() == entry.id())
                .toList();
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        Map<Severity, Integer> open = new EnumMap<>(Severity.class);
        tables.anomalies().values().stream()
                .map(arrived -> arrived.value())
                .filter(anomaly -> anomaly.device().equals(entry.name()) && anomaly.state() == AnomalyState.OPEN)
                .forEach(anomaly -> open.merge(anomaly.severity(), 1, Integer::sum));
        return Optional.of(new Device(
                entry.name(),
                entry.attributes(),
                marks.stream()
                        .mapToLong(LedgerEntries.Mark::firstAppendMillis)
                        .min()
                        .orElseThrow(),
                marks.stream()
                        .mapToLong(LedgerEntries.Mark::lastAppendMillis)
                        .max()
                        .orElseThrow(),
                marks.stream()
                        .mapToLong(LedgerEntries.Mark::lastTimestampMillis)
                        .max()
                        .orElseThrow(),
                metrics(entry.name()).size(),
                open));
    }

    Page<Device> devices(String nameContains, PageRequest page) {
        String after = Cursors.key('d', page, "");
        String wanted = nameContains.toLowerCase(Locale.ROOT);
        List<Device> found = ledger.devices().stream()
                .filter(entry -> entry.name().compareTo(after) > 0
                        && entry.name().toLowerCase(Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparing(LedgerEntries.Device::name))
                .flatMap(entry -> device(entry).stream())
                .limit(page.limit() + 1L)
                .toList();
        return Cursors.page('d', found, page, Device::name);
    }

    Optional<Device> device(String name) {
        return ledger.devices().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .flatMap(this::device);
    }

    /** Names and numbers of the series of a device. */
    private Map<String, Integer> metrics(String device) {
        Map<String, Integer> metrics = new TreeMap<>();
        ledger.devices().stream().filter(entry -> entry.name().equals(device)).forEach(entry -> ledger.series().stream()
                .filter(series -> series.device() == entry.id())
                .forEach(series -> metrics.put(series.metric(), series.id())));
        return metrics;
    }

    private List<Sample> samples(@Nullable Integer series) {
        return tables.samples().stream()
                .filter(row -> series != null && row.series() == series)
                .map(MemoryTables.SampleRow::sample)
                .toList();
    }

    private List<Sample> samples(SeriesName name, TimeRange range) {
        return samples(metrics(name.device()).get(name.metric())).stream()
                .filter(sample ->
                        sample.timestampMillis() >= range.fromMillis() && sample.timestampMillis() < range.toMillis())
                .sorted(Comparator.comparingLong(Sample::timestampMillis))
                .toList();
    }

    List<MetricSample> latest(String device) {
        List<MetricSample> latest = new ArrayList<>();
        metrics(device).forEach((metric, id) -> samples(id).stream()
                .filter(sample -> sample.status() != SampleStatus.LATE)
                .reduce((earlier, later) -> later)
                .ifPresent(sample -> latest.add(new MetricSample(metric, sample))));
        return latest;
    }

    Series series(SeriesName name, TimeRange range, int points) {
        List<Sample> found = samples(name, range);
        if (found.size() <= points) {
            return new Series.Raw(found);
        }
        long first = found.get(0).timestampMillis();
        long span = found.get(found.size() - 1).timestampMillis() - first;
        return buckets(name, range, first, span / points + 1);
    }

    Series.DownSampled buckets(SeriesName name, TimeRange range, long origin, long width) {
        Map<Long, List<Sample>> buckets = samples(name, range).stream()
                .collect(Collectors.groupingBy(
                        sample -> origin + Math.floorDiv(sample.timestampMillis() - origin, width) * width,
                        TreeMap::new,
                        Collectors.toList()));
        List<Series.Bucket> result = new ArrayList<>();
        buckets.forEach((start, members) -> result.add(bucket(start, members)));
        return new Series.DownSampled(Step.RAW, width, result);
    }

    Points points(SeriesName name, Field field, TimeRange range) {
        TreeMap<Long, Double> numbers = new TreeMap<>();
        for (Sample sample : samples(name, range)) {
            double number = number(sample, field);
            if (!Double.isNaN(number)) {
                numbers.put(sample.timestampMillis(), number);
            }
        }
        return new Points(
                numbers.keySet().stream().mapToLong(Long::longValue).toArray(),
                numbers.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double number(Sample sample, Field field) {
        return switch (field) {
            case VALUE -> sample.value();
            case EXPECTED -> sample.expected();
            case LOWER -> sample.lower();
            case UPPER -> sample.upper();
            case SCORE ->
                sample.status() == SampleStatus.LATE || sample.status() == SampleStatus.WARM_UP
                        ? Double.NaN
                        : sample.score();
            case ALARM -> sample.status() == SampleStatus.ALARM ? 1 : 0;
        };
    }

    List<SeriesOfDevice> catalogue() {
        return ledger.devices().stream()
                .sorted(Comparator.comparing(LedgerEntries.Device::name))
                .map(entry -> new SeriesOfDevice(
                        entry.name(),
                        entry.attributes(),
                        List.copyOf(metrics(entry.name()).keySet())))
                .filter(series -> !series.metrics().isEmpty())
                .toList();
    }

    private static Series.Bucket bucket(long start, List<Sample> samples) {
        List<Sample> judged = samples.stream()
                .filter(sample -> !Double.isNaN(sample.expected()))
                .toList();
        return new Series.Bucket(
                start,
                least(samples, Sample::value),
                -least(samples, sample -> -sample.value()),
                samples.stream().mapToDouble(Sample::value).average().orElseThrow(),
                judged.stream().mapToDouble(Sample::expected).average().orElse(Double.NaN),
                least(judged, Sample::lower),
                -least(judged, sample -> -sample.upper()),
                -least(samples, sample -> -sample.score()),
                samples.size(),
                samples.stream()
                        .filter(sample -> sample.status() == SampleStatus.ALARM)
                        .count(),
                samples.stream()
                        .map(Sample::status)
                        .max(Comparator.comparingInt(WORSE::indexOf))
                        .orElseThrow());
    }

    private static double least(List<Sample> samples, ToDoubleFunction<Sample> of) {
        return samples.stream().mapToDouble(of).min().orElse(Double.NaN);
    }

    Page<Anomaly> anomalies(AnomalyFilter filter, PageRequest page) {
        String[] after = Cursors.key('a', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        Comparator<Anomaly> order =
                Comparator.comparingLong(Anomaly::startMillis).thenComparing(Anomaly::id);
        List<Anomaly> found = tables.anomalies().values().stream()
                .map(arrived -> arrived.value())
                .filter(anomaly -> anomaly.startMillis() < afterMillis
                        || (anomaly.startMillis() == afterMillis
                                && anomaly.id().compareTo(after.length == 2 ? after[1] : "") < 0))
                .filter(anomaly -> admits(filter, anomaly))
                .sorted(order.reversed())
                .limit(page.limit() + 1L)
                .toList();
        return Cursors.page('a', found, page, last -> last.startMillis() + ":" + last.id());
    }

    private List<RecordedEvent> admitted(EventFilter filter) {
        return tables.events().values().stream()
                .filter(event -> filter.types().isEmpty() || filter.types().contains(event.type()))
                .filter(event -> filter.keys().isEmpty() || filter.keys().contains(event.key()))
                .filter(event -> event.timestampMillis() >= filter.range().fromMillis()
                        && event.timestampMillis() < filter.range().toMillis())
                .sorted(Comparator.comparingLong(RecordedEvent::timestampMillis)
                        .thenComparing(RecordedEvent::id)
                        .reversed())
                .toList();
    }

    Page<RecordedEvent> events(EventFilter filter, PageRequest page) {
        String[] after = Cursors.key('e', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        List<RecordedEvent> found = admitted(filter).stream()
                .filter(event -> event.timestampMillis() < afterMillis
                        || (event.timestampMillis() == afterMillis
                                && event.id().compareTo(after.length == 2 ? after[1] : "") < 0))
                .limit(page.limit() + 1L)
                .toList();
        return Cursors.page('e', found, page, last -> last.timestampMillis() + ":" + last.id());
    }

    EventSummary summary(EventFilter filter, long stepMillis) {
        Map<String, Map<Long, Long>> types = new TreeMap<>();
        Map<String, Long> keys = new TreeMap<>();
        for (RecordedEvent event : admitted(filter)) {
            types.computeIfAbsent(event.type(), type -> new TreeMap<>())
                    .merge(event.timestampMillis() / stepMillis * stepMillis, 1L, Long::sum);
            keys.merge(event.key(), 1L, Long::sum);
        }
        List<EventSummary.TypeCount> counts = new ArrayList<>();
        types.forEach((type, starts) ->
                starts.forEach((start, count) -> counts.add(new EventSummary.TypeCount(type, start, count))));
        return new EventSummary(
                counts,
                keys.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(EventSummary.TOP_KEYS)
                        .map(entry -> new EventSummary.KeyCount(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static boolean admits(AnomalyFilter filter, Anomaly anomaly) {
        Long end = anomaly.endMillis();
        return anomaly.startMillis() < filter.range().toMillis()
                && (end == null || end >= filter.range().fromMillis())
                && (filter.devices().isEmpty() || filter.devices().contains(anomaly.device()))
                && (filter.metrics().isEmpty() || filter.metrics().contains(anomaly.metric()))
                && (filter.severities().isEmpty() || filter.severities().contains(anomaly.severity()))
                && (filter.state() == null || filter.state() == anomaly.state());
    }

    /** Each device's windows, page after page, summed by stretch. */
    List<DeviceCell> cells(Step size, TimeRange range, long stepMillis) {
        Map<String, Map<Integer, DeviceCell>> cells = new TreeMap<>();
        for (SeriesOfDevice device : catalogue()) {
            for (String metric : device.metrics()) {
                SeriesName name = new SeriesName(device.device(), metric);
                PageRequest next = PageRequest.first(PageRequest.MAX_LIMIT);
                while (next != null) {
                    Page<Aggregate> page = aggregates(name, size, range, next);
                    for (Aggregate window : page.items()) {
                        int column = (int) ((window.startMillis() - range.fromMillis()) / stepMillis);
                        WindowStatistics.Scores scores = window.statistics().scores();
                        DeviceCell cell = new DeviceCell(
                                name.device(),
                                column,
                                scores.worst(),
                                scores.unusual() + scores.alarms(),
                                window.statistics().count() - scores.warmUps());
                        cells.computeIfAbsent(name.device(), unused -> new TreeMap<>())
                                .merge(
                                        column,
                                        cell,
                                        (one, other) -> new DeviceCell(
                                                one.device(),
                                                column,
                                                Math.max(one.worst(), other.worst()),
                                                one.unusual() + other.unusual(),
                                                one.scored() + other.scored()));
                    }
                    next = page.next() == null ? null : new PageRequest(PageRequest.MAX_LIMIT, page.next());
                }
            }
        }
        return cells.values().stream().flatMap(row -> row.values().stream()).toList();
    }

    /** Of one partition the latest position counts; of several partitions the one that saw most samples. */
    Page<Aggregate> aggregates(SeriesName name, Step size, TimeRange range, PageRequest page) {
        long before = Cursors.number(Cursors.key('w', page, String.valueOf(Long.MAX_VALUE)), page);
        Integer series = metrics(name.device()).get(name.metric());
        Map<Long, Map<String, WindowRow>> windows = new TreeMap<>(Comparator.reverseOrder());
        for (MemoryTables.StoredWindow stored : tables.windows()) {
            WindowRow row = stored.row();
            long start = row.frame().startMillis();
            if (series != null
                    && row.series() == series
                    && row.frame().sizeMillis() == size.millis()
                    && start >= range.fromMillis()
                    && start < Math.min(range.toMillis(), before)) {
                SourcePosition source = row.frame().source();
                windows.computeIfAbsent(start, unused -> new HashMap<>())
                        .merge(
                                source.topicId() + "/" + source.partition(),
                                row,
                                (one, other) -> source.isAfter(one.frame().source()) ? other : one);
            }
        }
        List<Aggregate> found = windows.values().stream()
                .map(byPartition -> byPartition.values().stream()
                        .max(Comparator.comparingLong(
                                row -> row.statistics().window().count()))
                        .orElseThrow())
                .map(row -> new Aggregate(
                        row.frame().startMillis(),
                        size,
                        row.statistics().window(),
                        row.frame().source(),
                        row.frame().configVersion()))
                .limit(page.limit() + 1L)
                .toList();
        return Cursors.page('w', found, page, last -> String.valueOf(last.startMillis()));
    }

    List<SeriesCounts> counts(String device) {
        List<SeriesCounts> counts = new ArrayList<>();
        metrics(device).forEach((metric, id) -> {
            List<Sample> samples = samples(id);
            if (!samples.isEmpty()) {
                counts.add(new SeriesCounts(
                        metric,
                        samples.stream().collect(Collectors.groupingBy(Sample::status, Collectors.counting())),
                        samples.stream()
                                .mapToLong(Sample::timestampMillis)
                                .min()
                                .orElseThrow(),
                        samples.stream()
                                .mapToLong(Sample::timestampMillis)
                                .max()
                                .orElseThrow()));
            }
        });
        return counts;
    }

    Totals totals() {
        return new Totals(
                ledger.marks().stream()
                        .map(LedgerEntries.Mark::device)
                        .distinct()
                        .count(),
                ledger.series().size(),
                tables.samples().size(),
                tables.anomalies().size(),
                tables.anomalies().values().stream()
                        .filter(arrived -> arrived.value().state() == AnomalyState.OPEN)
                        .count(),
                tables.windows().size(),
                1); // of nothing on disk: the contract wants some
    }
}
