package io.anomalyradar.history.memory;

import io.anomalyradar.history.Arrived;
import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.FrameRows;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.RowBatch;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.WindowRow;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part that survives a crash: tables, each of which is written atomically, but no two together. A table stores the
 * tokens of the batches that it accepted. Callers hold the monitor of this object.
 */
final class MemoryTables {
    /** A sample; not visible before the ledger holds its batch. */
    record SampleRow(long batch, int series, Sample sample, long appendMillis) {}

    /** A window of a series; not visible before the ledger holds its batch. */
    record StoredWindow(long batch, WindowRow row) {}

    private record MarkKey(int partition, int device) {}

    private final Map<String, Set<BatchToken>> taken = new HashMap<>();
    private final List<SampleRow> samples = new ArrayList<>();
    private final List<StoredWindow> windows = new ArrayList<>();
    private final Map<String, Arrived<Anomaly>> anomalies = new HashMap<>();
    private final Map<String, RecordedEvent> events = new HashMap<>();
    private @Nullable Intent intent;

    private BatchToken last = BatchToken.NONE;
    private int nextDevice;
    private int nextSeries;
    private final Map<Integer, LedgerEntries.Partition> partitions = new TreeMap<>();
    private final Map<Integer, LedgerEntries.Source> sources = new TreeMap<>();
    private final Map<Integer, LedgerEntries.Device> devices = new TreeMap<>();
    private final Map<Integer, LedgerEntries.Series> series = new TreeMap<>();
    private final Map<MarkKey, LedgerEntries.Mark> marks = new HashMap<>();
    private final Map<LogPartition, LogOffset> offsets = new HashMap<>();

    /** Moments left until the store stops; negative: it does not. */
    private int momentsLeft = -1;

    /** Stops the store once, at the {@code moment}-th moment from now: there is one before and one after each table. */
    synchronized void stopAt(int moment) {
        momentsLeft = moment;
    }

    /** Writes one table, or stops before or after it. */
    private void step(Runnable write) {
        moment();
        write.run();
        moment();
    }

    private void moment() {
        if (momentsLeft == 0) {
            momentsLeft = -1;
            throw new HistoryException.OutcomeUnknown("the store stopped", null);
        }
        if (momentsLeft > 0) {
            momentsLeft--;
        }
    }

    /** Writes {@code batch} table by table; see RowStore. */
    long write(RowBatch batch) {
        step(() -> intent = batch.intent());
        step(() -> once("samples", batch, () -> batch.frames().forEach(frame -> addSamples(batch, frame))));
        step(() -> once("windows", batch, () -> batch.windows()
                .forEach(row -> windows.add(new StoredWindow(batch.token().number(), row)))));
        long[] revised = new long[1];
        step(() ->
                revised[0] = batch.anomalies().stream().filter(this::addAnomaly).count());
        step(() -> batch.events().forEach(event -> events.putIfAbsent(event.id(), event)));
        step(() -> {
            enter(batch.entries());
            intent = null;
        });
        return revised[0];
    }

    private void once(String table, RowBatch batch, Runnable insert) {
        if (taken.computeIfAbsent(table, name -> new HashSet<>()).add(batch.token())) {
            insert.run();
        }
    }

    private void addSamples(RowBatch batch, FrameRows rows) {
        ScoreFrame frame = rows.frame();
        for (int i = 0; i < rows.series().length; i++) {
            Sample sample = new Sample(
                    frame.timestampMillis(),
                    frame.value(i),
                    frame.expected(i),
                    frame.lower(i),
                    frame.upper(i),
                    frame.score(i),
                    frame.status(i),
                    frame.source(),
                    frame.configVersion());
            samples.add(new SampleRow(batch.token().number(), rows.series()[i], sample, frame.appendTimeMillis()));
        }
    }

    private boolean addAnomaly(Arrived<Anomaly> arrived) {
        Arrived<Anomaly> stored = anomalies.get(arrived.value().id());
        if (stored != null && stored.value().revision() >= arrived.value().revision()) {
            return false;
        }
        anomalies.put(arrived.value().id(), arrived);
        return true;
    }

    private void enter(LedgerEntries entries) {
        last = entries.token();
        nextDevice = entries.nextDevice();
        nextSeries = entries.nextSeries();
        entries.partitions().forEach(entry -> partitions.put(entry.id(), entry));
        entries.sources().forEach(entry -> sources.put(entry.id(), entry));
        entries.devices().forEach(entry -> devices.put(entry.id(), entry));
        entries.series().forEach(entry -> series.put(entry.id(), entry));
        entries.marks().forEach(entry -> marks.put(new MarkKey(entry.partition(), entry.device()), entry));
        offsets.putAll(entries.offsets());
    }

    LedgerEntries entries() {
        return new LedgerEntries(
                last,
                nextDevice,
                nextSeries,
                List.copyOf(partitions.values()),
                List.copyOf(sources.values()),
                List.copyOf(devices.values()),
                List.copyOf(series.values()),
                List.copyOf(marks.values()),
                offsets);
    }

    BatchToken last() {
        return last;
    }

    @Nullable
    Intent intent() {
        return intent;
    }

    List<SampleRow> samples() {
        return samples.stream().filter(row -> row.batch() <= last.number()).toList();
    }

    List<StoredWindow> windows() {
        return windows.stream().filter(row -> row.batch() <= last.number()).toList();
    }

    Map<String, Arrived<Anomaly>> anomalies() {
        return anomalies;
    }

    Map<String, RecordedEvent> events() {
        return events;
    }

    /** Removes the samples that {@code expired} admits, and returns their number. */
    long removeSamples(Predicate<SampleRow> expired) {
        long before = samples.size();
        samples.removeIf(expired);
        return before - samples.size();
    }

    long removeWindows(Predicate<WindowRow> expired) {
        long before = windows.size();
        windows.removeIf(window -> expired.test(window.row()));
        return before - windows.size();
    }

    Expired deleteDevice(String name) {
        long before = anomalies.size();
        anomalies.values().removeIf(arrived -> arrived.value().device().equals(name));
        long removed = before - anomalies.size();
        events.values().removeIf(event -> event.key().equals(name));
        return devices.values().stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .map(device -> {
                    long removedSamples = removeSamples(row -> isOf(device.id(), row.series()));
                    long removedWindows = removeWindows(row -> isOf(device.id(), row.series()));
                    forget(device.id());
                    return new Expired(removedSamples, removed, removedWindows, 1);
                })
                .orElse(new Expired(0, removed, 0, 0));
    }

    private boolean isOf(int device, int number) {
        LedgerEntries.Series entry = series.get(number);
        return entry != null && entry.device() == device;
    }

    void forget(int device) {
        removeWindows(row -> isOf(device, row.series()));
        series.values().removeIf(entry -> entry.device() == device);
        marks.keySet().removeIf(key -> key.device() == device);
        devices.remove(device);
    }
}
