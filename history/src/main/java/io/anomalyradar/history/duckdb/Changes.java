package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Arrived;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a batch changes, worked out against what is {@link Known}: repeats left out, names turned into numbers, new names
 * and moved marks collected.
 */
final class Changes {
    record NewPartition(int id, LogPartition partition) {}

    record NewSource(int id, Known.Source source) {}

    record NewSeries(int id, int device, String metric) {}

    private final Known known;
    private final long batchNumber;
    private final List<SampleRow.StoredFrame> frames = new ArrayList<>();
    private final List<AggregateRow> aggregates = new ArrayList<>();
    private final Map<String, Arrived<Anomaly>> anomalies = new LinkedHashMap<>();
    private final List<NewPartition> newPartitions = new ArrayList<>();
    private final List<NewSource> newSources = new ArrayList<>();
    private final List<NewSeries> newSeries = new ArrayList<>();
    private final Set<KnownDevice> devices = new LinkedHashSet<>();
    private final Set<Mark> marks = new LinkedHashSet<>();
    private final List<Map.Entry<LogPartition, Long>> offsets = new ArrayList<>();
    private long samples;
    private long repeatedFrames;

    Changes(Known known, HistoryBatch batch) {
        this.known = known;
        this.batchNumber = known.newBatch();
        batch.scores().forEach(this::add);
        batch.anomalies().forEach(this::addAnomaly);
        batch.aggregates().forEach(this::addAggregate);
        batch.offsets().forEach(this::advance);
    }

    private void add(ScoreFrame frame) {
        if (Topics.isSystem(frame.device())) {
            return;
        }
        KnownDevice device = device(frame.device(), frame.appendTimeMillis());
        Mark mark = device.mark(partition(frame.source()));
        if (mark.covers(frame)) {
            repeatedFrames++;
            return;
        }
        mark.advance(frame);
        marks.add(mark);
        Attributes merged = device.attributes().mergedWith(frame.attributes());
        if (!merged.equals(device.attributes())) {
            device.attributes(merged);
            devices.add(device);
        }
        int[] series = new int[frame.size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = series(device, frame.metric(i));
        }
        frames.add(new SampleRow.StoredFrame(frame, source(frame.source()), batchNumber, series));
        samples += series.length;
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

    private void addAggregate(Arrived<AggregateFrame> arrived) {
        AggregateFrame frame = arrived.value();
        if (Topics.isSystem(frame.device())) {
            return;
        }
        KnownDevice device = device(frame.device(), arrived.appendTimeMillis());
        int source = source(frame.source());
        for (AggregateFrame.Statistics statistics : frame.statistics()) {
            aggregates.add(new AggregateRow(series(device, statistics.metric()), source, arrived, statistics));
        }
    }

    private void advance(LogPartition partition, long nextOffset) {
        long before = known.offsets().getOrDefault(partition, -1L);
        if (nextOffset > before) {
            known.offsets().put(partition, nextOffset);
            offsets.add(Map.entry(partition, nextOffset));
        }
    }

    private int partition(SourcePosition position) {
        LogPartition partition = new LogPartition(position.topicId(), position.partition());
        Integer id = known.partitions().get(partition);
        if (id == null) {
            id = known.partitions().size();
            known.partitions().put(partition, id);
            newPartitions.add(new NewPartition(id, partition));
        }
        return id;
    }

    private int source(SourcePosition position) {
        Known.Source source = new Known.Source(partition(position), position.leaderEpoch());
        Integer id = known.sources().get(source);
        if (id == null) {
            id = known.sources().size();
            known.sources().put(source, id);
            newSources.add(new NewSource(id, source));
        }
        return id;
    }

    private KnownDevice device(String name, long appendTimeMillis) {
        KnownDevice device = known.devices().get(name);
        if (device == null) {
            device = new KnownDevice(known.newDeviceId(), name, appendTimeMillis, Attributes.NONE);
            known.devices().put(name, device);
            devices.add(device);
        }
        return device;
    }

    private int series(KnownDevice device, String metric) {
        Integer id = device.series().get(metric);
        if (id == null) {
            id = known.newSeriesId();
            device.series().put(metric, id);
            newSeries.add(new NewSeries(id, device.id(), metric));
        }
        return id;
    }

    List<SampleRow.StoredFrame> frames() {
        return frames;
    }

    List<AggregateRow> aggregates() {
        return aggregates;
    }

    /** The highest revision in the batch of each anomaly. */
    List<Arrived<Anomaly>> anomalies() {
        return List.copyOf(anomalies.values());
    }

    List<NewPartition> newPartitions() {
        return newPartitions;
    }

    List<NewSource> newSources() {
        return newSources;
    }

    List<NewSeries> newSeries() {
        return newSeries;
    }

    /** Devices that are new or whose attributes changed. */
    Set<KnownDevice> devices() {
        return devices;
    }

    /** Marks that moved. */
    Set<Mark> marks() {
        return marks;
    }

    /** Offsets that went forward. */
    List<Map.Entry<LogPartition, Long>> offsets() {
        return offsets;
    }

    long samples() {
        return samples;
    }

    long repeatedFrames() {
        return repeatedFrames;
    }
}
