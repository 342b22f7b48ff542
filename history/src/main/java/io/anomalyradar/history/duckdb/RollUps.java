package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of windows: {@code minutes} and {@code hours} as the pipeline emitted them, {@code days} made of hours.
 * They have the same columns. A window that was emitted several times has several rows; {@link #settled} picks one.
 */
final class RollUps {
    private static final String COLUMNS =
            """
            (
                series INTEGER NOT NULL, start_ms BIGINT NOT NULL,
                source INTEGER NOT NULL, source_offset BIGINT NOT NULL, config INTEGER NOT NULL, count BIGINT NOT NULL,
                total DOUBLE NOT NULL, minimum DOUBLE NOT NULL, maximum DOUBLE NOT NULL, deviation DOUBLE NOT NULL,
                p99 DOUBLE, worst DOUBLE NOT NULL, warm_ups BIGINT NOT NULL, unusual BIGINT NOT NULL,
                alarms BIGINT NOT NULL, judged BIGINT NOT NULL, expected_total DOUBLE NOT NULL, lower DOUBLE,
                upper DOUBLE, slope DOUBLE, slope_error DOUBLE, append_ms BIGINT NOT NULL,
                batch BIGINT NOT NULL)""";

    /** Of one partition the latest position counts; of several partitions the one that saw most. */
    private static final String SETTLED =
            """
            SELECT * FROM (
                SELECT windows.*, sources.partition, sources.leader_epoch
                FROM (%s) AS windows JOIN sources ON sources.id = windows.source
                QUALIFY row_number() OVER (
                    PARTITION BY series, start_ms, partition
                    ORDER BY leader_epoch DESC, source_offset DESC, count DESC, append_ms DESC) = 1)
            QUALIFY row_number() OVER (PARTITION BY series, start_ms ORDER BY count DESC, partition) = 1""";

    /** Days with an hour that was stored since days were last made. */
    private static final String TOUCHED =
            """
            CREATE OR REPLACE TEMPORARY TABLE touched AS
            SELECT DISTINCT series, start_ms - ((start_ms % 86400000) + 86400000) % 86400000 AS day
            FROM hours WHERE batch > (SELECT days_batch FROM store)""";

    private static final String MADE =
            """
            CREATE OR REPLACE TEMPORARY TABLE made AS
            SELECT series, day AS start_ms, arg_max(source, start_ms) AS source,
                arg_max(source_offset, start_ms) AS source_offset, arg_max(config, start_ms) AS config,
                CAST(sum(count) AS BIGINT) AS count, fsum(total) AS total, min(minimum) AS minimum,
                max(maximum) AS maximum, sqrt(greatest(0, fsum(count * deviation * deviation
                    + count * (total / count - mean) * (total / count - mean)) / sum(count))) AS deviation,
                NULL::DOUBLE AS p99, max(worst) AS worst, CAST(sum(warm_ups) AS BIGINT) AS warm_ups,
                CAST(sum(unusual) AS BIGINT) AS unusual, CAST(sum(alarms) AS BIGINT) AS alarms,
                CAST(sum(judged) AS BIGINT) AS judged, fsum(expected_total) AS expected_total, min(lower) AS lower,
                max(upper) AS upper, NULL::DOUBLE AS slope, NULL::DOUBLE AS slope_error, max(append_ms) AS append_ms,
                max(batch) AS batch
            FROM (
                SELECT settled.*, touched.day,
                    sum(total) OVER one / sum(count) OVER one AS mean
                FROM (%s) AS settled JOIN touched ON touched.series = settled.series
                    AND settled.start_ms >= touched.day AND settled.start_ms < touched.day + 86400000
                WINDOW one AS (PARTITION BY settled.series, touched.day))
            GROUP BY series, day"""
                    .replace(
                            "%s",
                            Sql.text(
                                    SETTLED,
                                    """
                                    SELECT * FROM hours
                                    WHERE start_ms >= (SELECT min(day) FROM touched)
                                        AND start_ms < (SELECT max(day) FROM touched) + 86400000
                                        AND series IN (SELECT series FROM touched)"""));
    private static final List<String> MAKE_DAYS = List.of(
            TOUCHED,
            MADE,
            // hours that retention removed make no day smaller
            """
            DELETE FROM made USING days
            WHERE days.series = made.series AND days.start_ms = made.start_ms AND days.count > made.count""",
            """
            DELETE FROM days USING made
            WHERE days.series = made.series AND days.start_ms = made.start_ms""",
            "INSERT INTO days SELECT * FROM made",
            "UPDATE store SET days_batch = greatest(days_batch, coalesce((SELECT max(batch) FROM hours), 0))",
            "DROP TABLE made",
            "DROP TABLE touched");

    private RollUps() {}

    /** Its table. */
    static String name(Step step) {
        return switch (step) {
            case RAW -> "samples";
            case MINUTE -> "minutes";
            case HOUR -> "hours";
            case DAY -> "days";
        };
    }

    /** The statement that makes its table. */
    static String table(Step step) {
        return "CREATE TABLE " + name(step) + COLUMNS;
    }

    /** One row for each window in the rows of this query of a table of windows. */
    static String settled(String rows) {
        return Sql.text(SETTLED, rows);
    }

    /** Makes the days anew that have hours which were stored since the last call, in the running transaction. */
    static void makeDays(Connection connection) throws SQLException {
        Sql.run(connection, MAKE_DAYS);
    }
}
