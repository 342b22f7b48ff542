package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.MetricSample;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The newest sample of each series of a device, without a scan of the device's samples. */
final class LatestQueries {
    private static final String OF_DEVICE =
            "SELECT series.id FROM series JOIN devices ON devices.id = series.device WHERE devices.name = ?";

    /** The folded totals and the samples stored since. */
    private static final String LATEST =
            """
            SELECT metric, newest.*, topic_id, part, leader_epoch
            FROM (
                SELECT series AS id, true AS folded, ts, value, expected, lower, upper, score, status, config, source,
                    source_offset
                FROM series_totals WHERE ts IS NOT NULL AND series IN (%s)
                UNION ALL
                SELECT series AS id, false AS folded, unnest(arg_max({ts: ts, value: value, expected: expected,
                    lower: lower, upper: upper, score: score, status: status, config: config, source: source,
                    source_offset: source_offset}, rowid))
                FROM samples WHERE batch > ? AND status <> 4 AND series IN (%s)
                GROUP BY series) AS newest
            JOIN series ON series.id = newest.id
            JOIN sources ON sources.id = newest.source JOIN partitions ON partitions.id = sources.partition
            ORDER BY metric, folded"""
                    .replace("%s", OF_DEVICE);

    private LatestQueries() {}

    static List<MetricSample> latest(Connection connection, String device) throws SQLException {
        connection.setAutoCommit(false); // one state for both questions
        List<MetricSample> found = Sql.rows(
                connection,
                LATEST,
                row -> new MetricSample(row.getString("metric"), SampleRow.read(row)),
                device,
                SeriesTotals.folded(connection),
                device);
        List<MetricSample> latest = new ArrayList<>(found.size());
        for (MetricSample one : found) { // if a metric occurs twice, the first was stored later
            if (latest.isEmpty() || !latest.get(latest.size() - 1).metric().equals(one.metric())) {
                latest.add(one);
            }
        }
        return latest;
    }
}
