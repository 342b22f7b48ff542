package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.DeviceCell;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Questions about windows. */
final class AggregateQueries {
    private static final String ROWS =
            """
            SELECT * FROM %s WHERE series = (SELECT series.id FROM series JOIN devices ON devices.id = series.device
                WHERE devices.name = ? AND series.metric = ?)
            AND start_ms >= ? AND start_ms < least(?, ?)""";
    private static final String PAGE =
            """
            SELECT settled.*, topic_id, part
            FROM (%s ORDER BY start_ms DESC LIMIT ?) AS settled
            JOIN partitions ON partitions.id = settled.partition
            ORDER BY start_ms DESC""";

    private static final String IN_RANGE = "SELECT * FROM %s WHERE start_ms >= ? AND start_ms < ?";
    private static final String CELLS =
            """
            SELECT devices.name, CAST((start_ms - ?) // ? AS INTEGER) AS cell, max(worst) AS worst,
                CAST(sum(unusual + alarms) AS BIGINT) AS unusual, CAST(sum(count - warm_ups) AS BIGINT) AS scored
            FROM (%s) AS settled
            JOIN series ON series.id = settled.series JOIN devices ON devices.id = series.device
            GROUP BY devices.name, cell ORDER BY devices.name, cell""";

    private AggregateQueries() {}

    static List<DeviceCell> cells(Connection connection, Step size, TimeRange range, long stepMillis)
            throws SQLException {
        return Sql.rows(
                connection,
                Sql.text(CELLS, RollUps.settled(Sql.text(IN_RANGE, RollUps.name(size)))),
                row -> new DeviceCell(
                        row.getString("name"),
                        row.getInt("cell"),
                        row.getDouble("worst"),
                        row.getLong("unusual"),
                        row.getLong("scored")),
                range.fromMillis(),
                stepMillis,
                range.fromMillis(),
                range.toMillis());
    }

    @SuppressWarnings("TooManyParameters") // the question has as many
    static Page<Aggregate> page(
            Connection connection, String device, String metric, Step size, TimeRange range, PageRequest page)
            throws SQLException {
        long before = Cursors.number(Cursors.key('w', page, String.valueOf(Long.MAX_VALUE)), page);
        List<Aggregate> found = Sql.rows(
                connection,
                Sql.text(PAGE, RollUps.settled(Sql.text(ROWS, RollUps.name(size)))),
                row -> new Aggregate(
                        row.getLong("start_ms"), size, AggregateRow.read(row), Sql.source(row), row.getInt("config")),
                device,
                metric,
                range.fromMillis(),
                range.toMillis(),
                before,
                page.limit() + 1);
        return Cursors.page('w', found, page, last -> String.valueOf(last.startMillis()));
    }
}
