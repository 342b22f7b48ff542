package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.duckdb.SeriesPlan.Segment;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples and windows of series, summed in buckets of equal width. */
final class SeriesBuckets {
    /** LATE counts least; the others are numbered from harmless to worst. */
    private static final String SAMPLES =
            """
            SELECT ts, value AS minimum, value AS maximum, value AS total, coalesce(expected, 0) AS expected_total,
                CASE WHEN expected IS NULL THEN 0 ELSE 1 END AS judged, lower, upper, score, 1 AS samples,
                CASE status WHEN 3 THEN 1 ELSE 0 END AS alarms, CASE status WHEN 4 THEN -1 ELSE status END AS worst
            FROM samples WHERE series = ? AND ts >= ? AND ts < ?""";

    private static final String LATE = SAMPLES + " AND status = 4";
    private static final String WINDOWS =
            """
            SELECT start_ms AS ts, minimum, maximum, total, expected_total, judged, lower, upper, worst AS score,
                count AS samples, alarms, CASE WHEN alarms > 0 THEN 3 WHEN unusual > 0 THEN 2
                    WHEN warm_ups < count THEN 1 ELSE 0 END AS worst
            FROM (%s)""";
    private static final String BUCKETS =
            """
            SELECT (ts - ?) // ? AS bucket, min(minimum) AS minimum, max(maximum) AS maximum,
                least(greatest(fsum(total) / sum(samples), min(minimum)), max(maximum)) AS average,
                fsum(expected_total) / nullif(sum(judged), 0) AS expected, min(lower) AS lower, max(upper) AS upper,
                max(score) AS score, CAST(sum(samples) AS BIGINT) AS samples, CAST(sum(alarms) AS BIGINT) AS alarms,
                max(worst) AS worst
            FROM (%s) AS wanted
            GROUP BY bucket ORDER BY bucket""";

    /** All wanted series at once; {@code position} is that of the series in the question. */
    private static final String SEVERAL =
            """
            SELECT position, bucket, min(value) AS minimum, max(value) AS maximum, avg(value) AS average,
                avg(expected) AS expected, min(lower) AS lower, max(upper) AS upper, max(score) AS score,
                count(*) AS samples, count(*) FILTER (status = 3) AS alarms,
                max(CASE status WHEN 4 THEN -1 ELSE status END) AS worst
            FROM (
                SELECT wanted.position, ts // ? AS bucket, samples.*
                FROM samples JOIN (VALUES %s) AS wanted (position, series) ON wanted.series = samples.series
                WHERE ts >= ? AND ts < ?) AS found
            GROUP BY position, bucket ORDER BY position, bucket""";

    private SeriesBuckets() {}

    /**
     * Where the buckets lie.
     *
     * @param widthMillis a multiple of the step
     */
    record Grid(Step step, long originMillis, long widthMillis) {

        /** At most {@code points} buckets from the window of the first to that of the last time. */
        static Grid of(Step step, long firstMillis, long lastMillis, int points) {
            long origin = step.start(firstMillis);
            long steps = (lastMillis - origin) / step.millis() + 1;
            return new Grid(step, origin, (steps + points - 1) / points * step.millis());
        }
    }

    /** The rows of these segments, summed in the buckets of {@code grid}. */
    static Series.DownSampled of(Connection connection, int series, List<Segment> segments, Grid grid)
            throws SQLException {
        List<String> parts = new ArrayList<>();
        List<Object> parameters = new ArrayList<>(List.of(grid.originMillis, grid.widthMillis));
        for (Segment segment : segments) {
            List<Object> bounds = List.of(series, segment.fromMillis(), segment.toMillis());
            if (segment.step() == Step.RAW) {
                parts.add(SAMPLES);
            } else {
                parts.add(WINDOWS.formatted(RollUps.settled(segment.step(), SeriesPlan.IN_SEGMENT)));
                parts.add(LATE);
                parameters.addAll(bounds);
            }
            parameters.addAll(bounds);
        }
        return new Series.DownSampled(
                grid.step,
                grid.widthMillis,
                Sql.rows(
                        connection,
                        BUCKETS.formatted(String.join(" UNION ALL ", parts)),
                        row -> bucket(row, grid.originMillis, grid.widthMillis),
                        parameters.toArray()));
    }

    /**
     * Several series in buckets of this width, whose starts are multiples of it: from the coarsest windows that divide
     * the width, from samples if there are none.
     */
    static List<Series.DownSampled> of(Connection connection, List<SeriesName> names, TimeRange range, long widthMillis)
            throws SQLException {
        connection.setAutoCommit(false); // one state for all questions; the connection is closed after
        Step step = Step.dividing(widthMillis);
        List<Optional<Integer>> known = new ArrayList<>(names.size());
        for (SeriesName name : names) {
            known.add(Sql.row(connection, SeriesQueries.ID, row -> row.getInt(1), name.device(), name.metric()));
        }
        if (step == Step.RAW) {
            return ofSamples(connection, known, range, widthMillis);
        }
        List<Series.DownSampled> answers = new ArrayList<>(names.size());
        for (Optional<Integer> series : known) {
            List<Segment> segments = series.isEmpty()
                    ? List.of()
                    : new SeriesPlan(connection, series.get()).segments(step, range.fromMillis(), range.toMillis());
            Grid grid = new Grid(SeriesPlan.coarsest(segments), 0, widthMillis);
            answers.add(
                    segments.isEmpty()
                            ? new Series.DownSampled(grid.step, widthMillis, List.of())
                            : of(connection, series.get(), segments, grid));
        }
        return answers;
    }

    private static List<Series.DownSampled> ofSamples(
            Connection connection, List<Optional<Integer>> series, TimeRange range, long widthMillis)
            throws SQLException {
        List<List<Series.Bucket>> answers = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Optional<Integer> one : series) {
            one.ifPresent(known -> wanted.add("(" + answers.size() + ", " + known + ")"));
            answers.add(new ArrayList<>());
        }
        if (!wanted.isEmpty()) {
            Sql.rows(
                    connection,
                    SEVERAL.replace("%s", String.join(", ", wanted)), // integers: nothing to escape
                    row -> answers.get(row.getInt("position")).add(bucket(row, 0, widthMillis)),
                    widthMillis,
                    range.fromMillis(),
                    range.toMillis());
        }
        return answers.stream()
                .map(found -> new Series.DownSampled(Step.RAW, widthMillis, found))
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
                row.getLong("alarms"),
                worst < 0 ? SampleStatus.LATE : SampleStatus.numbered(worst));
    }
}
