package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.history.Step;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, and the version they are of. Names are kept once, in {@code devices}, {@code series} and {@code
 * partitions}; samples carry small numbers. A source is a partition under one leader epoch. {@code samples} and
 * roll-ups have no key: rows are in the order of arrival ({@code rowid}), and row groups are skipped by
 * the least and greatest time in them.
 */
final class Schema {
    static final int VERSION = 5;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE store (
                version INTEGER NOT NULL, folded BIGINT NOT NULL, days_batch BIGINT NOT NULL, id VARCHAR NOT NULL,
                batch BIGINT NOT NULL, token VARCHAR NOT NULL, next_device INTEGER NOT NULL, next_series INTEGER NOT NULL)""",
            "CREATE TABLE partitions (id INTEGER PRIMARY KEY, topic_id VARCHAR NOT NULL, part INTEGER NOT NULL)",
            "CREATE TABLE sources (id INTEGER PRIMARY KEY, partition INTEGER NOT NULL, leader_epoch INTEGER NOT NULL)",
            """
            CREATE TABLE devices (
                id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, created_ms BIGINT NOT NULL,
                site VARCHAR NOT NULL, type VARCHAR NOT NULL, grp VARCHAR NOT NULL, tenant VARCHAR NOT NULL)""",
            "CREATE TABLE series (id INTEGER PRIMARY KEY, device INTEGER NOT NULL, metric VARCHAR NOT NULL)",
            """
            CREATE TABLE samples (
                series INTEGER NOT NULL, ts BIGINT NOT NULL, value DOUBLE NOT NULL,
                expected DOUBLE, lower DOUBLE, upper DOUBLE, score DOUBLE NOT NULL, status TINYINT NOT NULL,
                source INTEGER NOT NULL, source_offset BIGINT NOT NULL, config INTEGER NOT NULL, append_ms BIGINT NOT NULL,
                batch BIGINT NOT NULL)""",
            SeriesTotals.TABLE,
            """
            CREATE TABLE marks (
                partition INTEGER, device INTEGER, leader_epoch INTEGER NOT NULL, source_offset BIGINT NOT NULL,
                first_append_ms BIGINT NOT NULL, last_append_ms BIGINT NOT NULL, last_ts BIGINT NOT NULL,
                PRIMARY KEY (partition, device))""",
            RollUps.table(Step.MINUTE),
            RollUps.table(Step.HOUR),
            RollUps.table(Step.DAY),
            """
            CREATE TABLE anomalies (
                id VARCHAR PRIMARY KEY, revision INTEGER NOT NULL, device VARCHAR NOT NULL, metric VARCHAR NOT NULL,
                severity VARCHAR NOT NULL, state VARCHAR NOT NULL, start_ms BIGINT NOT NULL, end_ms BIGINT,
                append_ms BIGINT NOT NULL, document VARCHAR NOT NULL)""",
            EventQueries.TABLE,
            """
            CREATE TABLE consumer_offsets (
                topic_id VARCHAR, part INTEGER, leader_epoch INTEGER NOT NULL, next_offset BIGINT NOT NULL,
                PRIMARY KEY (topic_id, part))""",
            "INSERT INTO store VALUES (" + VERSION + ", 0, 0, uuid(), 0, '', 0, 0)");

    private Schema() {}

    /** Creates the tables in an empty database; otherwise checks that they have this version. In auto-commit mode. */
    static void prepare(Connection connection, Path file) throws SQLException {
        long tables = Sql.number(connection, "SELECT count(*) FROM duckdb_tables() WHERE NOT temporary");
        if (tables == 0) {
            connection.setAutoCommit(false);
            Sql.run(connection, TABLES);
            connection.commit();
            connection.setAutoCommit(true);
            return;
        }
        long known = Sql.number(connection, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'store'");
        if (known == 0) {
            throw new HistoryException.Permanent(
                    Code.DAMAGED,
                    file + " is a DuckDB database but not a history store: move it away, or choose another data.dir",
                    null);
        }
        long version = Sql.number(connection, "SELECT version FROM store");
        if (version < VERSION) {
            throw new HistoryException.Permanent(
                    Code.DAMAGED,
                    "the history store " + file + " has format " + version + ", this program reads format " + VERSION
                            + ": move the file away; a new one is filled from the topics as far as they reach back",
                    null);
        }
        if (version > VERSION) {
            throw new HistoryException.Permanent(
                    Code.NEWER_SCHEMA,
                    "the history store " + file + " has format " + version + ", this program knows formats up to "
                            + VERSION + ": start the newer program, or move the file away",
                    null);
        }
    }
}
