package io.anomalyradar.history;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns a batch into rows. New names get their numbers in the order of the names, after all records were seen: the same
 * records give the same rows even if they are read again in another interleaving of their partitions.
 */
final class Plan {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Frame(ScoreFrame frame, KnownDevice device, KnownSource source, int[] series) {}

    private record Window(Arrived<AggregateFrame> arrived, KnownDevice device, KnownSource source) {}

    private final Ledger ledger;
    private final BatchToken previous;
    private final List<Frame> frames = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private final Map<String, Arrived<Anomaly>> anomalies = new TreeMap<>();
    private final Map<String, RecordedEvent> events = new LinkedHashMap<>();
    private final Map<LogPartition, LogOffset> offsets = new HashMap<>();
    private final Set<KnownSource> newSources = new LinkedHashSet<>();
    private final Set<KnownDevice> changedDevices = new LinkedHashSet<>();
    private final Set<KnownDevice> devicesWithNewMetrics = new LinkedHashSet<>();
    private final Set<Mark> marks = new LinkedHashSet<>();
    private long repeatedFrames;

    Plan(Ledger ledger, HistoryBatch batch) {
        this.ledger = ledger;
        this.previous = ledger.token();
        batch.scores().forEach(this::add);
        batch.anomalies().forEach(this::addAnomaly);
        batch.aggregates().forEach(this::addWindow);
        batch.events().forEach(event -> events.putIfAbsent(event.id(), event));
        batch.offsets().forEach((partition, offset) -> {
            if (ledger.advance(partition, offset)) {
                offsets.put(partition, offset);
            }
        });
    }

    private void add(ScoreFrame frame) {
        if (Topics.isSystem(frame.device())) {
            return;
        }
        KnownDevice device = device(frame.device(), frame.appendTimeMillis());
        KnownSource source = ledger.source(frame.source());
        Mark mark = device.mark(source.partition());
        if (mark.covers(frame)) {
            repeatedFrames++;
            return;
        }
        mark.advance(frame);
        marks.add(mark);
        noteSource(source);
        Attributes merged = device.attributes().mergedWith(frame.attributes());
        if (!merged.equals(device.attributes())) {
            device.attributes(merged);
            changedDevices.add(device);
        }
        int[] series = new int[frame.size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = series(device, frame.metric(i));
        }
        frames.add(new Frame(frame, device, source, series));
    }

    private void addAnomaly(Arrived<Anomaly> arrived) {
        Anomaly anomaly = arrived.value();
        if (!Topics.isSystem(anomaly.device())) {
            anomalies.merge(
                    anomaly.id(),
                    arrived,
                    (one, other) -> other.value().revision() > one.value().revision() ? other : one);
        }
    }

    private void addWindow(Arrived<AggregateFrame> arrived) {
        AggregateFrame frame = arrived.value();
        if (Topics.isSystem(frame.device())) {
            return;
        }
        KnownDevice device = device(frame.device(), arrived.appendTimeMillis());
        KnownSource source = ledger.source(frame.source());
        noteSource(source);
        frame.statistics().forEach(statistics -> series(device, statistics.metric()));
        windows.add(new Window(arrived, device, source));
    }

    private KnownDevice device(String name, long appendTimeMillis) {
        KnownDevice device = ledger.device(name);
        if (device == null) {
            device = ledger.newDevice(name, appendTimeMillis);
            changedDevices.add(device);
        }
        return device;
    }

    private int series(KnownDevice device, String metric) {
        int id = device.seriesOrNote(metric);
        if (id < 0) {
            devicesWithNewMetrics.add(device);
        }
        return id;
    }

    private void noteSource(KnownSource source) {
        if (source.id() < 0) {
            newSources.add(source);
        }
    }

    /** The batch as rows; to be called once. */
    RowBatch rows() {
        List<LedgerEntries.Partition> newPartitions = new ArrayList<>();
        List<LedgerEntries.Source> sources = numberSources(newPartitions);
        List<LedgerEntries.Device> devices = numberDevices();
        List<LedgerEntries.Series> series = numberSeries();
        LedgerEntries entries = new LedgerEntries(
                ledger.nextToken(offsets),
                ledger.nextDevice(),
                ledger.nextSeries(),
                newPartitions,
                sources,
                devices,
                series,
                marks.stream().map(Mark::entry).toList(),
                offsets);
        return new RowBatch(
                previous,
                entries,
                frameRows(),
                windowRows(),
                List.copyOf(anomalies.values()),
                List.copyOf(events.values()),
                repeatedFrames);
    }

    private List<LedgerEntries.Source> numberSources(List<LedgerEntries.Partition> newPartitions) {
        List<LedgerEntries.Source> sources = new ArrayList<>();
        newSources.stream()
                .sorted(Comparator.comparing(
                                (KnownSource source) -> source.partition().log().topicId())
                        .thenComparingInt(source -> source.partition().log().partition())
                        .thenComparingInt(KnownSource::leaderEpoch))
                .forEach(source -> {
                    KnownPartition partition = source.partition();
                    if (partition.id() < 0) {
                        partition.number(ledger.newPartitionId());
                        newPartitions.add(new LedgerEntries.Partition(partition.id(), partition.log()));
                    }
                    source.number(ledger.newSourceId());
                    sources.add(new LedgerEntries.Source(source.id(), partition.id(), source.leaderEpoch()));
                });
        return sources;
    }

    private List<LedgerEntries.Device> numberDevices() {
        List<LedgerEntries.Device> devices = new ArrayList<>();
        changedDevices.stream().sorted(Comparator.comparing(KnownDevice::name)).forEach(device -> {
            if (device.id() < 0) {
                device.number(ledger.newDeviceId());
            }
            devices.add(device.entry());
        });
        return devices;
    }

    private List<LedgerEntries.Series> numberSeries() {
        List<LedgerEntries.Series> series = new ArrayList<>();
        devicesWithNewMetrics.stream()
                .sorted(Comparator.comparing(KnownDevice::name))
                .forEach(device -> {
                    for (String metric : device.takeNewMetrics()) {
                        int id = ledger.newSeriesId();
                        device.series().put(metric, id);
                        series.add(new LedgerEntries.Series(id, device.id(), metric));
                    }
                });
        return series;
    }

    private List<FrameRows> frameRows() {
        List<FrameRows> rows = new ArrayList<>(frames.size());
        for (Frame planned : frames) {
            int[] series = planned.series;
            for (int i = 0; i < series.length; i++) {
                if (series[i] < 0) {
                    series[i] = planned.device.seriesOrNote(planned.frame.metric(i));
                }
            }
            rows.add(new FrameRows(planned.frame, planned.source.id(), series));
        }
        return rows;
    }

    private List<WindowRow> windowRows() {
        List<WindowRow> rows = new ArrayList<>();
        for (Window planned : windows) {
            for (AggregateFrame.Statistics statistics : planned.arrived.value().statistics()) {
                rows.add(new WindowRow(
                        planned.device.seriesOrNote(statistics.metric()),
                        planned.source.id(),
                        planned.arrived,
                        statistics));
            }
        }
        return rows;
    }
}
