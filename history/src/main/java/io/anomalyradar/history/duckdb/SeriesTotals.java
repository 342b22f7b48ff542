package io.anomalyradar.history.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The table {@code series_totals}: for each series the number of stored samples by status, the least and greatest event
 * time, and the last sample to arrive that was not late. It serves the view of a device without a scan of the device's
 * samples.
 *
 * <p>Each sample carries the number of the batch that stored it. The table covers the batches up to
 * {@code store.folded}; a query adds the few later ones itself, so that its answer is exact at any moment and after any
 * crash. The writer folds the later batches in periodically: this costs one update per series, not one per sample. The
 * table has no index: all changes are joins.
 */
final class SeriesTotals {
    static final String TABLE =
            """
            CREATE TABLE series_totals (
                series INTEGER NOT NULL, warm_up BIGINT NOT NULL, normal BIGINT NOT NULL, unusual BIGINT NOT NULL,
                alarm BIGINT NOT NULL, late BIGINT NOT NULL, first_ts BIGINT NOT NULL, last_ts BIGINT NOT NULL,
                ts BIGINT, value DOUBLE, expected DOUBLE, lower DOUBLE, upper DOUBLE, score DOUBLE, status TINYINT,
                source INTEGER, source_offset BIGINT, config INTEGER, append_ms BIGINT)""";

    private static final String COUNTS =
            """
            series, count(*) FILTER (status = 0) AS warm_up, count(*) FILTER (status = 1) AS normal,
            count(*) FILTER (status = 2) AS unusual, count(*) FILTER (status = 3) AS alarm,
            count(*) FILTER (status = 4) AS late, min(ts) AS first_ts, max(ts) AS last_ts""";
    private static final String FRESH =
            """
            CREATE OR REPLACE TEMPORARY TABLE fresh AS
            SELECT * EXCLUDE (newest), newest.ts, newest.value, newest.expected, newest.lower, newest.upper, newest.score,
                newest.status, newest.source, newest.source_offset, newest.config, newest.append_ms
            FROM (
                SELECT %s,
                    arg_max({ts: ts, value: value, expected: expected, lower: lower, upper: upper, score: score,
                        status: status, source: source, source_offset: source_offset, config: config,
                        append_ms: append_ms}, rowid) FILTER (status <> 4) AS newest
                FROM samples WHERE batch > (SELECT folded FROM store) GROUP BY series)"""
                    .replace("%s", COUNTS);
    private static final List<String> FOLD = List.of(
            FRESH,
            """
            UPDATE series_totals AS old SET
                warm_up = old.warm_up + fresh.warm_up, normal = old.normal + fresh.normal,
                unusual = old.unusual + fresh.unusual, alarm = old.alarm + fresh.alarm, late = old.late + fresh.late,
                first_ts = least(old.first_ts, fresh.first_ts), last_ts = greatest(old.last_ts, fresh.last_ts)
            FROM fresh WHERE fresh.series = old.series""",
            """
            UPDATE series_totals AS old SET
                ts = fresh.ts, value = fresh.value, expected = fresh.expected, lower = fresh.lower,
                upper = fresh.upper, score = fresh.score, status = fresh.status, source = fresh.source,
                source_offset = fresh.source_offset, config = fresh.config, append_ms = fresh.append_ms
            FROM fresh WHERE fresh.series = old.series AND fresh.ts IS NOT NULL""",
            """
            INSERT INTO series_totals
            SELECT fresh.* FROM fresh ANTI JOIN series_totals ON series_totals.series = fresh.series""",
            "UPDATE store SET folded = greatest(folded, coalesce((SELECT max(batch) FROM samples), 0))",
            "DROP TABLE fresh");

    private static final String GOING =
            """
            CREATE OR REPLACE TEMPORARY TABLE going AS
            SELECT %s FROM samples WHERE append_ms < ? AND rowid >= ? AND rowid < ? GROUP BY series"""
                    .replace("%s", COUNTS);
    private static final List<String> SUBTRACT = List.of(
            """
            UPDATE series_totals AS old SET
                warm_up = old.warm_up - going.warm_up, normal = old.normal - going.normal,
                unusual = old.unusual - going.unusual, alarm = old.alarm - going.alarm, late = old.late - going.late
            FROM going WHERE going.series = old.series""",
            "DROP TABLE going",
            "DELETE FROM series_totals WHERE warm_up + normal + unusual + alarm + late = 0");
    private static final String FORGET_LATEST =
            """
            UPDATE series_totals SET ts = NULL, value = NULL, expected = NULL, lower = NULL, upper = NULL, score = NULL,
                status = NULL, source = NULL, source_offset = NULL, config = NULL, append_ms = NULL
            WHERE append_ms < ?""";

    private static final String BOUNDS =
            """
            UPDATE series_totals AS old SET first_ts = left_over.first_ts, last_ts = left_over.last_ts
            FROM (SELECT series, min(ts) AS first_ts, max(ts) AS last_ts FROM samples GROUP BY series) AS left_over
            WHERE left_over.series = old.series""";

    private SeriesTotals() {}

    /** Folds every batch in, in the running transaction. */
    static void fold(Connection connection) throws SQLException {
        Sql.run(connection, FOLD);
    }

    /** Computes the least and greatest event times again, after deletions. Reads two columns of every sample. */
    static void settleBounds(Connection connection) throws SQLException {
        fold(connection);
        Sql.run(connection, List.of(BOUNDS));
    }

    /** Takes out the samples with row numbers in [from, to) that arrived before the cut-off; they are deleted next. */
    static void subtract(Connection connection, long cutoffMillis, long from, long to) throws SQLException {
        fold(connection);
        Sql.change(connection, GOING, cutoffMillis, from, to);
        Sql.run(connection, SUBTRACT);
        Sql.change(connection, FORGET_LATEST, cutoffMillis);
    }

    /** The newest batch that the table covers. */
    static long folded(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT folded FROM store");
    }
}
