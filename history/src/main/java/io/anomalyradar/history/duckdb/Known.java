package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.Attributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the writer keeps in memory of the database: numbers given to names, marks, and consumer offsets. Loaded when the store
 * opens and again after a failed transaction; changed only by the writer, ahead of its transaction. Takes some 150 bytes a
 * series and 400 a device.
 */
final class Known {
    private final Map<LogPartition, Integer> partitions = new HashMap<>();
    private final Map<Source, Integer> sources = new HashMap<>();
    private final Map<String, KnownDevice> devices = new HashMap<>();
    private final Map<LogPartition, Long> offsets = new HashMap<>();
    private long lastBatch;
    private int nextDevice;
    private int nextSeries;

    /** A partition, by its number, under one leader epoch. */
    record Source(int partition, int leaderEpoch) {}

    private Known() {}

    /** Reads everything that is stored, in one transaction of {@code connection}. */
    static Known load(Connection connection) throws SQLException {
        Known known = new Known();
        Map<Integer, KnownDevice> byId = new HashMap<>();
        each(
                connection,
                "SELECT greatest(folded, coalesce((SELECT max(batch) FROM samples), 0)) FROM store",
                row -> known.lastBatch = row.getLong(1));
        each(
                connection,
                "SELECT id, topic_id, part FROM partitions",
                row -> known.partitions.put(new LogPartition(row.getString(2), row.getInt(3)), row.getInt(1)));
        each(
                connection,
                "SELECT id, partition, leader_epoch FROM sources",
                row -> known.sources.put(new Source(row.getInt(2), row.getInt(3)), row.getInt(1)));
        each(
                connection,
                "SELECT topic_id, part, next_offset FROM consumer_offsets",
                row -> known.offsets.put(new LogPartition(row.getString(1), row.getInt(2)), row.getLong(3)));
        each(connection, "SELECT id, name, created_ms, site, type, grp, tenant FROM devices", row -> {
            KnownDevice device = new KnownDevice(row.getInt(1), row.getString(2), row.getLong(3), attributes(row));
            byId.put(device.id(), device);
            known.devices.put(device.name(), device);
            known.nextDevice = Math.max(known.nextDevice, device.id() + 1);
        });
        each(connection, "SELECT id, device, metric FROM series", row -> {
            device(byId, row.getInt(2)).series().put(row.getString(3), row.getInt(1));
            known.nextSeries = Math.max(known.nextSeries, row.getInt(1) + 1);
        });
        each(
                connection,
                """
                SELECT partition, device, leader_epoch, source_offset, first_append_ms, last_append_ms, last_ts
                FROM marks""",
                row -> device(byId, row.getInt(2))
                        .mark(row.getInt(1))
                        .restore(row.getInt(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)));
        return known;
    }

    /** Reads the columns site, type, grp and tenant. */
    static Attributes attributes(ResultSet row) throws SQLException {
        return new Attributes(
                row.getString("site"), row.getString("type"), row.getString("grp"), row.getString("tenant"));
    }

    Map<LogPartition, Integer> partitions() {
        return partitions;
    }

    Map<Source, Integer> sources() {
        return sources;
    }

    Map<String, KnownDevice> devices() {
        return devices;
    }

    Map<LogPartition, Long> offsets() {
        return offsets;
    }

    /** The number of the next batch, above those of all stored samples. */
    long newBatch() {
        return ++lastBatch;
    }

    /** The number of the next new device; each is given once. */
    int newDeviceId() {
        return nextDevice++;
    }

    /** The number of the next new series; each is given once. */
    int newSeriesId() {
        return nextSeries++;
    }

    private static KnownDevice device(Map<Integer, KnownDevice> byId, int id) throws SQLException {
        KnownDevice device = byId.get(id);
        if (device == null) {
            throw new SQLException("Data Corruption Error: device " + id + " is referred to but missing");
        }
        return device;
    }

    private interface Taking {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Taking taking) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                taking.take(rows);
            }
        }
    }
}
