package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.BucketGrid;
import io.anomalyradar.history.BucketQuestion;
import io.anomalyradar.history.RollUpRange;
import io.anomalyradar.history.SegmentPart;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Samples and windows of several series, summed in buckets of equal width by one statement. */
final class SeriesBuckets {
    /** LATE counts least; the others are numbered from harmless to worst. */
    private static final String SAMPLES =
            """
            SELECT key, ts, value AS minimum, value AS maximum, value AS total, coalesce(expected, 0) AS expected_total,
                CASE WHEN expected IS NULL THEN 0 ELSE 1 END AS judged, lower, upper, score, 1 AS samples,
                CASE status WHEN 3 THEN 1 ELSE 0 END AS alarms, CASE status WHEN 4 THEN -1 ELSE status END AS worst
            FROM %s""";

    private static final String LATE = SAMPLES + " WHERE status = 4";
    private static final String WINDOWS =
            """
            SELECT key, start_ms AS ts, minimum, maximum, total, expected_total, judged, lower, upper, worst AS score,
                count AS samples, alarms, CASE WHEN alarms > 0 THEN 3 WHEN unusual > 0 THEN 2
                    WHEN warm_ups < count THEN 1 ELSE 0 END AS worst
            FROM %s""";
    private static final String BUCKETS =
            """
            SELECT key, (ts - origin) // width AS bucket, min(minimum) AS minimum, max(maximum) AS maximum,
                least(greatest(fsum(total) / sum(samples), min(minimum)), max(maximum)) AS average,
                fsum(expected_total) / nullif(sum(judged), 0) AS expected, min(lower) AS lower, max(upper) AS upper,
                max(score) AS score, CAST(sum(samples) AS BIGINT) AS samples, CAST(sum(alarms) AS BIGINT) AS alarms,
                max(worst) AS worst
            FROM (%s) AS wanted JOIN (VALUES %s) AS grid (question, origin, width) ON grid.question = wanted.key
            GROUP BY key, bucket ORDER BY key, bucket""";

    private SeriesBuckets() {}

    /** The answers, in the order of the questions. */
    static List<Series.DownSampled> of(Connection connection, List<BucketQuestion> questions) throws SQLException {
        List<List<Series.Bucket>> answers =
                questions.stream().map(unused -> new ArrayList<Series.Bucket>()).collect(Collectors.toList());
        List<String> rows = rows(questions);
        if (!rows.isEmpty()) {
            String grids = IntStream.range(0, questions.size())
                    .mapToObj(i -> Sql.text(
                            "(%d, %d, %d)",
                            i,
                            questions.get(i).grid().originMillis(),
                            questions.get(i).grid().widthMillis()))
                    .collect(Collectors.joining(", "));
            Sql.rows(connection, Sql.text(BUCKETS, String.join(" UNION ALL ", rows), grids), row -> {
                int question = row.getInt("key");
                return answers.get(question)
                        .add(bucket(row, questions.get(question).grid()));
            });
        }
        return IntStream.range(0, questions.size())
                .mapToObj(i -> new Series.DownSampled(
                        questions.get(i).grid().step(), questions.get(i).grid().widthMillis(), answers.get(i)))
                .toList();
    }

    /** A query for each step; late samples, which are in no window, are added to the windows. */
    private static List<String> rows(List<BucketQuestion> questions) {
        Map<Step, List<SegmentPart>> parts = new EnumMap<>(Step.class);
        List<SegmentPart> late = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            for (RollUpRange segment : questions.get(i).segments()) {
                SegmentPart part = new SegmentPart(i, questions.get(i).series(), segment);
                parts.computeIfAbsent(segment.step(), unused -> new ArrayList<>())
                        .add(part);
                if (segment.step() != Step.RAW) {
                    late.add(part);
                }
            }
        }
        List<String> rows = new ArrayList<>();
        parts.forEach(
                (step, some) -> rows.add(Sql.text(step == Step.RAW ? SAMPLES : WINDOWS, SegmentRows.of(step, some))));
        if (!late.isEmpty()) {
            rows.add(Sql.text(LATE, SegmentRows.of(Step.RAW, late)));
        }
        return rows;
    }

    private static Series.Bucket bucket(ResultSet row, BucketGrid grid) throws SQLException {
        int worst = row.getInt("worst");
        return new Series.Bucket(
                grid.originMillis() + row.getLong("bucket") * grid.widthMillis(),
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
