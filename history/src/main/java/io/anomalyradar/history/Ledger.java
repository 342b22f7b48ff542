package io.anomalyradar.history;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What identifies stored data, in memory: the numbers of devices, series and sources, the high-water marks of devices,
 * and the offsets read. It is recovered from a store, and changed ahead of the store by {@link Plan}; after a batch
 * that the store refuses it must be recovered again. Takes some 150 bytes a series and 400 a device. Not thread-safe.
 */
final class Ledger {
    private final Map<LogPartition, KnownPartition> partitions = new HashMap<>();
    private final Map<String, KnownDevice> devices = new HashMap<>();
    private final Map<LogPartition, LogOffset> offsets;
    private BatchToken token;
    private int nextPartition;
    private int nextSource;
    private int nextDevice;
    private int nextSeries;
    private @Nullable KnownSource lastSource;

    /** A ledger that holds {@code stored}, the entries of every finished batch. */
    Ledger(LedgerEntries stored) {
        token = stored.token();
        nextDevice = stored.nextDevice();
        nextSeries = stored.nextSeries();
        offsets = new HashMap<>(stored.offsets());
        Map<Integer, KnownPartition> partitionsById = new HashMap<>();
        for (LedgerEntries.Partition entry : stored.partitions()) {
            KnownPartition partition = new KnownPartition(entry.log());
            partition.number(entry.id());
            partitionsById.put(entry.id(), partition);
            partitions.put(entry.log(), partition);
            nextPartition = Math.max(nextPartition, entry.id() + 1);
        }
        for (LedgerEntries.Source entry : stored.sources()) {
            KnownPartition partition = found(partitionsById, "partition", entry.partition());
            KnownSource source = new KnownSource(partition, entry.leaderEpoch());
            source.number(entry.id());
            partition.sources().add(source);
            nextSource = Math.max(nextSource, entry.id() + 1);
        }
        Map<Integer, KnownDevice> devicesById = new HashMap<>();
        for (LedgerEntries.Device entry : stored.devices()) {
            KnownDevice device = new KnownDevice(entry.name(), entry.createdMillis(), entry.attributes());
            device.number(entry.id());
            devicesById.put(entry.id(), device);
            devices.put(entry.name(), device);
        }
        for (LedgerEntries.Series entry : stored.series()) {
            found(devicesById, "device", entry.device()).series().put(entry.metric(), entry.id());
        }
        for (LedgerEntries.Mark entry : stored.marks()) {
            found(devicesById, "device", entry.device())
                    .mark(found(partitionsById, "partition", entry.partition()))
                    .restore(entry);
        }
    }

    private static <T> T found(Map<Integer, T> byId, String what, int id) {
        T known = byId.get(id);
        if (known == null) {
            throw new HistoryException.Permanent(
                    HistoryException.Code.DAMAGED,
                    "the history store refers to " + what + " " + id + ", which it does not hold: move the store away;"
                            + " a new one is filled from the topics as far as they reach back",
                    null);
        }
        return known;
    }

    BatchToken token() {
        return token;
    }

    Map<LogPartition, LogOffset> offsets() {
        return Map.copyOf(offsets);
    }

    /** Turns {@code batch} into rows, and takes note of everything in it. */
    RowBatch plan(HistoryBatch batch) {
        return new Plan(this, batch).rows();
    }

    /** Moves {@code partition} on to {@code offset}; false when it is there already. */
    boolean advance(LogPartition partition, LogOffset offset) {
        LogOffset before = offsets.get(partition);
        if (before != null && offset.compareTo(before) <= 0) {
            return false;
        }
        offsets.put(partition, offset);
        return true;
    }

    BatchToken nextToken(Map<LogPartition, LogOffset> reached) {
        token = token.next(reached);
        return token;
    }

    @Nullable
    KnownDevice device(String name) {
        return devices.get(name);
    }

    /** A device without a number. */
    KnownDevice newDevice(String name, long appendTimeMillis) {
        KnownDevice device = new KnownDevice(name, appendTimeMillis, Attributes.NONE);
        devices.put(name, device);
        return device;
    }

    /** The source of {@code position}; one without a number when it is new. */
    KnownSource source(SourcePosition position) {
        KnownSource last = lastSource; // the next frame mostly comes from the same partition
        if (last == null
                || last.leaderEpoch() != position.leaderEpoch()
                || last.partition().log().partition() != position.partition()
                || !last.partition().log().topicId().equals(position.topicId())) {
            KnownPartition partition = partitions.computeIfAbsent(
                    new LogPartition(position.topicId(), position.partition()), KnownPartition::new);
            last = sourceOf(partition, position.leaderEpoch());
            lastSource = last;
        }
        return last;
    }

    private static KnownSource sourceOf(KnownPartition partition, int leaderEpoch) {
        for (KnownSource source : partition.sources()) {
            if (source.leaderEpoch() == leaderEpoch) {
                return source;
            }
        }
        KnownSource source = new KnownSource(partition, leaderEpoch);
        partition.sources().add(source);
        return source;
    }

    int newPartitionId() {
        return nextPartition++;
    }

    int newSourceId() {
        return nextSource++;
    }

    int newDeviceId() {
        return nextDevice++;
    }

    int newSeriesId() {
        return nextSeries++;
    }

    int nextDevice() {
        return nextDevice;
    }

    int nextSeries() {
        return nextSeries;
    }

    /** The devices without data that arrived at {@code millis} or later. */
    List<KnownDevice> idleSince(long millis) {
        List<KnownDevice> idle = new ArrayList<>();
        for (KnownDevice device : devices.values()) {
            if (device.isIdleSince(millis)) {
                idle.add(device);
            }
        }
        return idle;
    }

    void forget(String device) {
        devices.remove(device);
    }
}
