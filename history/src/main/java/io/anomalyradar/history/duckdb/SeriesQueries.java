package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.TimeRange;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about samples. */
final class SeriesQueries {
    private static final String ID =
            """
            SELECT series.id FROM series JOIN devices ON devices.id = series.device
            WHERE devices.name = ? AND series.metric = ?""";
    private static final String EXTENT =
            "SELECT count(*) AS samples, min(ts) AS first, max(ts) AS last FROM samples WHERE series = ? AND ts >= ? AND ts < ?";
    private static final String RAW =
            """
            SELECT ts, value, expected, lower, upper, score, status, config, topic_id, part, leader_epoch, source_offset
            FROM (SELECT *, rowid AS arrival FROM samples WHERE series = ? AND ts >= ? AND ts < ?) AS wanted
            JOIN sources ON sources.id = wanted.source JOIN partitions ON partitions.id = sources.partition
            ORDER BY ts, arrival""";
    /** LATE counts least; the others are numbered from harmless to worst. */
    private static final String BUCKETS =
            """
            SELECT bucket, min(value) AS minimum, max(value) AS maximum, avg(value) AS average,
                avg(expected) AS expected, min(lower) AS lower, max(upper) AS upper, max(score) AS score,
                count(*) AS samples, max(CASE status WHEN 4 THEN -1 ELSE status END) AS worst
            FROM (SELECT (ts - ?) // ? AS bucket, * FROM samples WHERE series = ? AND ts >= ? AND ts < ?) AS wanted
            GROUP BY bucket ORDER BY bucket""";

    /** All wanted series in one query; {@code position} is the index of the series in the request. */
    private static final String SEVERAL =
            """
            SELECT position, bucket, min(value) AS minimum, max(value) AS maximum, avg(value) AS average,
                avg(expected) AS expected, min(lower) AS lower, max(upper) AS upper, max(score) AS score,
                count(*) AS samples, max(CASE status WHEN 4 THEN -1 ELSE status END) AS worst
            FROM (
                SELECT wanted.position, ts // ? AS bucket, samples.*
                FROM samples JOIN (VALUES %s) AS wanted (position, series) ON wanted.series = samples.series
                WHERE ts >= ? AND ts < ?) AS found
            GROUP BY position, bucket ORDER BY position, bucket""";

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

    private record Extent(long samples, long first, long last) {}

    private SeriesQueries() {}

    static Series series(Connection connection, String device, String metric, TimeRange range, int points)
            throws SQLException {
        connection.setAutoCommit(false); // one state for all three questions; the connection is closed after
        Optional<Integer> id = Sql.row(connection, ID, row -> row.getInt(1), device, metric);
        if (id.isEmpty()) {
            return new Series.Raw(List.of());
        }
        Extent extent = Sql.row(
                        connection,
                        EXTENT,
                        row -> new Extent(row.getLong("samples"), row.getLong("first"), row.getLong("last")),
                        id.get(),
                        range.fromMillis(),
                        range.toMillis())
                .orElseThrow();
        return extent.samples <= points
                ? new Series.Raw(Sql.rows(
                        connection, RAW, SeriesQueries::sample, id.get(), range.fromMillis(), range.toMillis()))
                : downSampled(connection, id.get(), range, extent, points);
    }

    private static Series downSampled(Connection connection, int id, TimeRange range, Extent extent, int points)
            throws SQLException {
        long span = extent.last - extent.first + 1;
        long width = (span + points - 1) / points;
        return new Series.DownSampled(
                width,
                Sql.rows(
                        connection,
                        BUCKETS,
                        row -> bucket(row, extent.first, width),
                        extent.first,
                        width,
                        id,
                        range.fromMillis(),
                        range.toMillis()));
    }

    static List<Series.DownSampled> buckets(
            Connection connection, List<SeriesName> series, TimeRange range, long stepMillis) throws SQLException {
        connection.setAutoCommit(false); // one state for all questions
        List<List<Series.Bucket>> answers = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (SeriesName name : series) {
            Optional<Integer> id = Sql.row(connection, ID, row -> row.getInt(1), name.device(), name.metric());
            id.ifPresent(known -> wanted.add("(" + answers.size() + ", " + known + ")"));
            answers.add(new ArrayList<>());
        }
        if (!wanted.isEmpty()) {
            Sql.rows(
                    connection,
                    SEVERAL.replace("%s", String.join(", ", wanted)), // integers: nothing to escape
                    row -> answers.get(row.getInt("position")).add(bucket(row, 0, stepMillis)),
                    stepMillis,
                    range.fromMillis(),
                    range.toMillis());
        }
        return answers.stream()
                .map(found -> new Series.DownSampled(stepMillis, found))
                .toList();
    }

    private static Series.Bucket bucket(ResultSet row, long first, long width) throws SQLException {
        int worst = row.getInt("worst");
        return new Series.Bucket(
                first + row.getLong("bucket") * width,
                row.getDouble("minimum"),
                row.getDouble("maximum"),
                row.getDouble("average"),
                Sql.real(row, "expected"),
                Sql.real(row, "lower"),
                Sql.real(row, "upper"),
                row.getDouble("score"),
                row.getLong("samples"),
                worst < 0 ? SampleStatus.LATE : SampleStatus.numbered(worst));
    }

    static List<MetricSample> latest(Connection connection, String device) throws SQLException {
        connection.setAutoCommit(false); // one state for both questions
        List<MetricSample> found = Sql.rows(
                connection,
                LATEST,
                row -> new MetricSample(row.getString("metric"), sample(row)),
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

    private static Sample sample(ResultSet row) throws SQLException {
        return new Sample(
                row.getLong("ts"),
                row.getDouble("value"),
                Sql.real(row, "expected"),
                Sql.real(row, "lower"),
                Sql.real(row, "upper"),
                row.getDouble("score"),
                SampleStatus.numbered(row.getLong("status")),
                Sql.source(row),
                row.getInt("config"));
    }
}
