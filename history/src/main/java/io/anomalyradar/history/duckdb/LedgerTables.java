package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.Attributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the ledger's entries from their tables, and removes the entries of devices. */
final class LedgerTables {
    /** Devices that one statement removes. */
    private static final int FORGET_AT_ONCE = 1_000;
    /** In this order, so that each statement still finds the rows it depends on. */
    private static final List<String> FORGET = List.of(
            "DELETE FROM minutes WHERE series IN (SELECT id FROM series WHERE device IN %s)",
            "DELETE FROM hours WHERE series IN (SELECT id FROM series WHERE device IN %s)",
            "DELETE FROM days WHERE series IN (SELECT id FROM series WHERE device IN %s)",
            "DELETE FROM series_totals WHERE series IN (SELECT id FROM series WHERE device IN %s)",
            "DELETE FROM series WHERE device IN %s",
            "DELETE FROM marks WHERE device IN %s",
            "DELETE FROM devices WHERE id IN %s");

    private LedgerTables() {}

    /** The token of the last batch. */
    static BatchToken token(Connection connection) throws SQLException {
        return Sql.row(
                        connection,
                        "SELECT batch, token FROM store",
                        row -> new BatchToken(row.getLong(1), row.getString(2)))
                .orElseThrow(() -> new SQLException("Data Corruption Error: the table store is empty"));
    }

    /** All entries. To be called in a transaction, or by the only writer. */
    static LedgerEntries read(Connection connection) throws SQLException {
        Map<LogPartition, LogOffset> offsets = new HashMap<>();
        all(connection, "SELECT topic_id, part, leader_epoch, next_offset FROM consumer_offsets", row -> {
            LogPartition partition = new LogPartition(row.getString(1), row.getInt(2));
            return offsets.put(partition, new LogOffset(row.getInt(3), row.getLong(4)));
        });
        return new LedgerEntries(
                token(connection),
                (int) Sql.number(connection, "SELECT next_device FROM store"),
                (int) Sql.number(connection, "SELECT next_series FROM store"),
                all(
                        connection,
                        "SELECT id, topic_id, part FROM partitions",
                        row -> new LedgerEntries.Partition(
                                row.getInt(1), new LogPartition(row.getString(2), row.getInt(3)))),
                all(
                        connection,
                        "SELECT id, partition, leader_epoch FROM sources",
                        row -> new LedgerEntries.Source(row.getInt(1), row.getInt(2), row.getInt(3))),
                all(
                        connection,
                        "SELECT id, name, created_ms, site, type, grp, tenant FROM devices",
                        row -> new LedgerEntries.Device(
                                row.getInt(1), row.getString(2), row.getLong(3), attributes(row))),
                all(
                        connection,
                        "SELECT id, device, metric FROM series",
                        row -> new LedgerEntries.Series(row.getInt(1), row.getInt(2), row.getString(3))),
                all(
                        connection,
                        """
                        SELECT partition, device, leader_epoch, source_offset, first_append_ms, last_append_ms, last_ts
                        FROM marks""",
                        row -> new LedgerEntries.Mark(
                                row.getInt(1),
                                row.getInt(2),
                                row.getInt(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7))),
                offsets);
    }

    /** Reads the columns site, type, grp and tenant. */
    static Attributes attributes(ResultSet row) throws SQLException {
        return new Attributes(
                row.getString("site"), row.getString("type"), row.getString("grp"), row.getString("tenant"));
    }

    /** Removes the entries of {@code devices}, and their remaining rows, in the running transaction. */
    static void forget(Connection connection, List<Integer> devices) throws SQLException {
        for (int from = 0; from < devices.size(); from += FORGET_AT_ONCE) {
            List<Integer> some = devices.subList(from, Math.min(devices.size(), from + FORGET_AT_ONCE));
            String numbers = some.toString().replace('[', '(').replace(']', ')'); // integers: nothing to escape
            for (String statement : FORGET) {
                Sql.change(connection, statement.replace("%s", numbers));
            }
        }
    }

    /** All rows of a query, without a time limit. */
    private static <T> List<T> all(Connection connection, String sql, Sql.Row<T> row) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }
}
