package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.duckdb.SeriesBuckets.Grid;
import io.anomalyradar.history.duckdb.SeriesPlan.Segment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about the samples and windows of series. */
final class SeriesQueries {
    static final String ID =
            """
            SELECT series.id FROM series JOIN devices ON devices.id = series.device
            WHERE devices.name = ? AND series.metric = ?""";
    private static final String EXTENT =
            """
            SELECT count(*) AS samples, min(ts) AS first, max(ts) AS last
            FROM samples WHERE series = ? AND ts >= ? AND ts < ?""";
    private static final String RAW =
            """
            SELECT ts, value, expected, lower, upper, score, status, config, topic_id, part, leader_epoch, source_offset
            FROM (SELECT *, rowid AS arrival FROM samples WHERE series = ? AND ts >= ? AND ts < ?) AS wanted
            JOIN sources ON sources.id = wanted.source JOIN partitions ON partitions.id = sources.partition
            ORDER BY ts, arrival""";
    /** Where a series begins and ends: in its samples, hours and days. */
    private static final String SPAN =
            """
            SELECT 'RAW' AS step, min(first) AS first, max(last) AS last FROM (
                SELECT first_ts AS first, last_ts AS last FROM series_totals WHERE series = ?
                UNION ALL
                SELECT min(ts), max(ts) FROM samples WHERE batch > (SELECT folded FROM store) AND series = ?)
            UNION ALL
            SELECT 'HOUR', min(start_ms), max(start_ms) FROM hours WHERE series = ?
            UNION ALL
            SELECT 'DAY', min(start_ms), max(start_ms) FROM days WHERE series = ?""";

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

    private static final TimeRange NOWHERE = new TimeRange(0, 0);

    private record Extent(long samples, long first, long last) {}

    private SeriesQueries() {}

    static List<Series> series(Connection connection, List<SeriesName> names, TimeRange range, int points)
            throws SQLException {
        connection.setAutoCommit(false); // one state for all questions; the connection is closed after
        List<Series> found = new ArrayList<>(names.size());
        for (SeriesName name : names) {
            found.add(series(connection, name, range, points));
        }
        return found;
    }

    private static Series series(Connection connection, SeriesName name, TimeRange range, int points)
            throws SQLException {
        Optional<Integer> id = Sql.row(connection, ID, row -> row.getInt(1), name.device(), name.metric());
        TimeRange span = id.isEmpty() ? NOWHERE : span(connection, id.get(), range);
        if (id.isEmpty() || span.fromMillis() == span.toMillis()) {
            return new Series.Raw(List.of());
        }
        int series = id.get();
        SeriesPlan plan = new SeriesPlan(connection, series);
        long length = span.toMillis() - span.fromMillis();
        Step wanted = Step.within(Math.max((length + points - 1) / points, 1));
        List<Segment> segments = List.of();
        long count = -1;
        for (Step coarser = Step.DAY; coarser.compareTo(wanted) >= 0; coarser = coarser.finer()) {
            List<Segment> candidate = plan.segments(coarser, span.fromMillis(), span.toMillis());
            long found = candidate.equals(segments) ? count : plan.count(candidate);
            if (found >= count) { // else finer rows have been removed
                segments = candidate;
                count = found;
            }
            if (coarser == Step.RAW) {
                break;
            }
        }
        Step step = SeriesPlan.coarsest(segments);
        if (step == Step.RAW || (count <= points && length <= HistoryQueries.RAW_MILLIS)) {
            Series samples = samples(connection, series, span, points, step == Step.RAW ? 0 : count);
            if (samples != null) {
                return samples;
            }
        }
        return SeriesBuckets.of(
                connection, series, segments, Grid.of(step, span.fromMillis(), span.toMillis() - 1, points));
    }

    /**
     * The samples, or buckets of them; null if there are fewer than {@code least}, so that some must have been removed.
     */
    private static @Nullable Series samples(Connection connection, int series, TimeRange range, int points, long least)
            throws SQLException {
        Extent extent = Sql.row(
                        connection,
                        EXTENT,
                        row -> new Extent(row.getLong("samples"), row.getLong("first"), row.getLong("last")),
                        series,
                        range.fromMillis(),
                        range.toMillis())
                .orElseThrow();
        if (extent.samples < least) {
            return null;
        }
        if (extent.samples <= points) {
            return new Series.Raw(
                    Sql.rows(connection, RAW, SeriesQueries::sample, series, range.fromMillis(), range.toMillis()));
        }
        return SeriesBuckets.of(
                connection,
                series,
                List.of(new Segment(Step.RAW, range.fromMillis(), range.toMillis())),
                Grid.of(Step.RAW, extent.first, extent.last, points));
    }

    /** The part of the range that holds rows of the series; empty if there are none. */
    private static TimeRange span(Connection connection, int series, TimeRange range) throws SQLException {
        long first = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        List<Optional<Segment>> known =
                Sql.rows(connection, SPAN, SeriesQueries::known, series, series, series, series);
        for (Optional<Segment> segment : known) { // the samples first: they say it to the millisecond
            if (segment.isPresent()) {
                Segment rows = segment.get();
                first = rows.fromMillis() + rows.step().millis() <= first ? rows.fromMillis() : first;
                end = rows.toMillis() >= end ? rows.toMillis() + rows.step().millis() : end;
            }
        }
        first = Math.max(first, range.fromMillis());
        end = Math.min(end, range.toMillis());
        return first < end ? new TimeRange(first, end) : NOWHERE;
    }

    /** A row of {@link #SPAN}: first and last start. */
    private static Optional<Segment> known(ResultSet row) throws SQLException {
        Step step = Step.valueOf(row.getString("step"));
        long first = row.getLong("first");
        return row.wasNull() ? Optional.empty() : Optional.of(new Segment(step, first, row.getLong("last")));
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
