package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.aggregate.AggregateFrame;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Queries of aggregates. Repeats of a window that was emitted several times are resolved here, not when it is written.
 */
final class AggregateQueries {
    /** Of one partition the latest position counts; of several partitions the one that saw most. */
    private static final String PAGE =
            """
            SELECT settled.*, topic_id, part
            FROM (
                SELECT * FROM (
                    SELECT aggregates.*, sources.partition, sources.leader_epoch
                    FROM aggregates JOIN sources ON sources.id = aggregates.source
                    WHERE series = (SELECT series.id FROM series JOIN devices ON devices.id = series.device
                        WHERE devices.name = ? AND series.metric = ?)
                        AND size_ms = ? AND start_ms >= ? AND start_ms < least(?, ?)
                    QUALIFY row_number() OVER (
                        PARTITION BY start_ms, partition
                        ORDER BY leader_epoch DESC, source_offset DESC, count DESC, append_ms DESC) = 1)
                QUALIFY row_number() OVER (PARTITION BY start_ms ORDER BY count DESC, partition) = 1
                ORDER BY start_ms DESC LIMIT ?) AS settled
            JOIN partitions ON partitions.id = settled.partition
            ORDER BY start_ms DESC""";

    private AggregateQueries() {}

    @SuppressWarnings("TooManyParameters") // the question has as many
    static Page<Aggregate> page(
            Connection connection, String device, String metric, long sizeMillis, TimeRange range, PageRequest page)
            throws SQLException {
        long before = Cursors.number(Cursors.key('w', page, String.valueOf(Long.MAX_VALUE)), page);
        List<Aggregate> found = Sql.rows(
                connection,
                PAGE,
                row -> aggregate(row, metric),
                device,
                metric,
                sizeMillis,
                range.fromMillis(),
                range.toMillis(),
                before,
                page.limit() + 1);
        return Cursors.page('w', found, page, last -> String.valueOf(last.startMillis()));
    }

    private static Aggregate aggregate(ResultSet row, String metric) throws SQLException {
        return new Aggregate(
                row.getLong("start_ms"),
                row.getLong("size_ms"),
                new AggregateFrame.Statistics(
                        metric,
                        row.getLong("count"),
                        row.getDouble("average"),
                        row.getDouble("minimum"),
                        row.getDouble("maximum"),
                        row.getDouble("deviation"),
                        row.getDouble("p99")),
                Sql.source(row),
                row.getInt("config"));
    }
}
