package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.Cursors;
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

    private AggregateQueries() {}

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
