package io.anomalyradar.history.clickhouse;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.BucketGrid;
import io.anomalyradar.history.BucketQuestion;
import io.anomalyradar.history.RollUpRange;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.SegmentExtent;
import io.anomalyradar.history.SegmentPart;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesBounds;
import io.anomalyradar.history.SeriesBounds.Ends;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesTables;
import io.anomalyradar.history.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements behind SeriesAnswers, for the batches that were finished when it was made. */
final class ChSeries implements SeriesTables<RuntimeException> {
    private static final String WHAT = "reading series";
    private static final String SAMPLES =
            """
            SELECT key, ts, value AS minimum, value AS maximum, value AS total,
                if(isNaN(expected), 0., expected) AS expected_total, toInt64(NOT isNaN(expected)) AS judged, lower, upper,
                score, toInt64(1) AS samples, toInt64(status = 3) AS alarms,
                toInt32(if(status = 4, -1, status)) AS worst_status
            FROM (%s)""";
    private static final String LATE = SAMPLES + " WHERE status = 4";
    private static final String WINDOWS =
            """
            SELECT key, start_ms AS ts, minimum, maximum, total, expected_total, judged, lower, upper, worst AS score,
                count AS samples, alarms,
                toInt32(multiIf(alarms > 0, 3, unusual > 0, 2, warm_ups < count, 1, 0)) AS worst_status
            FROM (%s)""";
    private static final String BUCKETS =
            """
            SELECT key, intDiv(ts - grid.origin, grid.width) AS bucket, min(minimum) AS least, max(maximum) AS greatest,
                least(greatest(sumKahan(total) / sum(samples), min(minimum)), max(maximum)) AS average,
                sum(judged) AS scored, sumKahan(expected_total) AS expected_sum,
                ifNull(minOrNullIf(lower, NOT isNaN(lower)), nan) AS lowest,
                ifNull(maxOrNullIf(upper, NOT isNaN(upper)), nan) AS highest, max(score) AS top,
                sum(samples) AS size, sum(alarms) AS alarming, max(worst_status) AS status
            FROM (%s) AS wanted
            INNER JOIN values('question Int32, origin Int64, width Int64', %s) AS grid ON grid.question = wanted.key
            GROUP BY key, bucket ORDER BY key, bucket""";

    private final ChConnection on;
    private final long batch;

    ChSeries(ChConnection on, long batch) {
        this.on = on;
        this.batch = batch;
    }

    @Override
    public List<@Nullable Integer> numbers(List<SeriesName> names) {
        Map<SeriesName, Integer> numbers = new HashMap<>();
        String pairs = names.stream()
                .distinct()
                .map(name -> "(" + ChSql.quoted(name.device()) + ", " + ChSql.quoted(name.metric()) + ")")
                .collect(Collectors.joining(", "));
        String devices = ChSql.quotedList(
                names.stream().map(SeriesName::device).distinct().toList());
        on.each(
                WHAT,
                ChSql.text(
                        """
                        SELECT d.name AS name, s.metric AS metric, s.id AS id
                        FROM series AS s INNER JOIN (SELECT * FROM devices WHERE name IN (%s)) AS d ON s.device = d.id
                        WHERE s.device IN (SELECT id FROM devices WHERE name IN (%1$s))
                            AND (d.name, s.metric) IN (%s)""",
                        devices, pairs),
                row -> numbers.put(new SeriesName(row.text("name"), row.text("metric")), row.integer("id")));
        List<@Nullable Integer> found = new ArrayList<>(names.size());
        names.forEach(name -> found.add(numbers.get(name)));
        return found;
    }

    @Override
    public Map<Integer, SeriesBounds> bounds(Collection<Integer> series) {
        if (series.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Map<Step, Ends>> ends = new HashMap<>();
        String statements = Arrays.stream(Step.values())
                .map(step -> bounds(step, ChSql.list(series)))
                .collect(Collectors.joining(" UNION ALL "));
        on.each(WHAT, "SELECT * FROM (" + statements + ")", row -> ends.computeIfAbsent(
                        row.integer("series"), unused -> new EnumMap<>(Step.class))
                .put(Step.valueOf(row.text("step")), new Ends(row.number("first"), row.number("last"))));
        Map<Integer, SeriesBounds> bounds = new HashMap<>();
        ends.forEach((id, steps) -> bounds.put(id, SeriesBounds.of(steps)));
        return bounds;
    }

    private String bounds(Step step, String series) {
        return ChSql.text(
                "SELECT series, '%s' AS step, min(%s) AS first, max(%2$s) AS last FROM %s WHERE series IN (%s)"
                        + " AND batch <= %d GROUP BY series",
                step.name(), time(step), ChSchema.table(step), series, batch);
    }

    private static String time(Step step) {
        return step == Step.RAW ? "ts" : "start_ms";
    }

    /** The rows of parts that have one step, with the column {@code key}. */
    private String rows(Step step, List<SegmentPart> parts) {
        long from = parts.stream()
                .mapToLong(part -> part.segment().fromMillis())
                .min()
                .orElse(0);
        long to = parts.stream()
                .mapToLong(part -> part.segment().toMillis())
                .max()
                .orElse(0);
        String scan = ChSql.text(
                "SELECT * FROM %s WHERE series IN (%s) AND %s >= %d AND %3$s < %d AND batch <= %d",
                ChSchema.table(step),
                ChSql.list(parts.stream().map(SegmentPart::series).distinct().toList()),
                time(step),
                from,
                to,
                batch);
        String values = parts.stream()
                .map(part -> ChSql.text(
                        "(%d, %d, %d, %d)",
                        part.key(),
                        part.series(),
                        part.segment().fromMillis(),
                        part.segment().toMillis()))
                .collect(Collectors.joining(", "));
        return ChSql.text(
                """
                SELECT part.key AS key, found.* FROM (%s) AS found
                INNER JOIN values('key Int32, in_series Int32, lo Int64, hi Int64', %s) AS part
                    ON found.series = part.in_series
                WHERE found.%s >= part.lo AND found.%3$s < part.hi""",
                step == Step.RAW ? scan : ChWindows.settled(step, scan), values, time(step));
    }

    private static Map<Step, List<SegmentPart>> bySteps(List<SegmentPart> parts) {
        Map<Step, List<SegmentPart>> bySteps = new EnumMap<>(Step.class);
        parts.forEach(part -> bySteps.computeIfAbsent(part.segment().step(), unused -> new ArrayList<>())
                .add(part));
        return bySteps;
    }

    @Override
    public Map<Integer, SegmentExtent> extents(List<SegmentPart> parts) {
        List<String> statements = new ArrayList<>();
        bySteps(parts)
                .forEach((step, some) -> statements.add(ChSql.text(
                        "SELECT key, toInt64(%s) AS in_order, toInt64(%s) AS samples, min(%s) AS first, max(%3$s) AS last"
                                + " FROM (%s) GROUP BY key",
                        step == Step.RAW ? "countIf(status != 4)" : "sum(count)",
                        step == Step.RAW ? "count()" : "sum(count)",
                        time(step),
                        rows(step, some))));
        Map<Integer, SegmentExtent> extents = new HashMap<>();
        on.each(
                WHAT,
                "SELECT * FROM (" + String.join(" UNION ALL ", statements) + ")",
                row -> extents.put(
                        row.integer("key"),
                        new SegmentExtent(
                                row.number("in_order"),
                                row.number("samples"),
                                row.number("first"),
                                row.number("last"))));
        return extents;
    }

    @Override
    public Map<Integer, List<Sample>> samples(List<SegmentPart> parts) {
        Map<Integer, List<Sample>> samples = new HashMap<>();
        on.each(
                WHAT,
                ChSql.text(
                        ChRows.WITH_SOURCE + " ORDER BY key, ts, x.batch, arrival",
                        "x.key AS key, ",
                        rows(Step.RAW, parts)),
                row -> samples.computeIfAbsent(row.integer("key"), unused -> new ArrayList<>())
                        .add(ChRows.sample(row)));
        return samples;
    }

    @Override
    public List<Series.DownSampled> buckets(List<BucketQuestion> questions) {
        List<SegmentPart> parts = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            for (RollUpRange segment : questions.get(i).segments()) {
                parts.add(new SegmentPart(i, questions.get(i).series(), segment));
            }
        }
        List<List<Series.Bucket>> answers = new ArrayList<>();
        questions.forEach(unused -> answers.add(new ArrayList<>()));
        if (!parts.isEmpty()) {
            List<String> statements = new ArrayList<>();
            bySteps(parts)
                    .forEach((step, some) ->
                            statements.add(ChSql.text(step == Step.RAW ? SAMPLES : WINDOWS, rows(step, some))));
            List<SegmentPart> windows = parts.stream()
                    .filter(part -> part.segment().step() != Step.RAW)
                    .toList();
            if (!windows.isEmpty()) { // late samples are in no window
                statements.add(ChSql.text(LATE, rows(Step.RAW, windows)));
            }
            String grids = IntStream.range(0, questions.size())
                    .mapToObj(i -> ChSql.text(
                            "(%d, %d, %d)",
                            i,
                            questions.get(i).grid().originMillis(),
                            questions.get(i).grid().widthMillis()))
                    .collect(Collectors.joining(", "));
            on.each(WHAT, ChSql.text(BUCKETS, String.join(" UNION ALL ", statements), grids), row -> {
                int question = row.integer("key");
                answers.get(question).add(bucket(row, questions.get(question).grid()));
            });
        }
        return IntStream.range(0, questions.size())
                .mapToObj(i -> new Series.DownSampled(
                        questions.get(i).grid().step(), questions.get(i).grid().widthMillis(), answers.get(i)))
                .toList();
    }

    private static Series.Bucket bucket(ChRow row, BucketGrid grid) {
        int worst = row.integer("status");
        long scored = row.number("scored");
        return new Series.Bucket(
                grid.originMillis() + row.number("bucket") * grid.widthMillis(),
                row.real("least"),
                row.real("greatest"),
                row.real("average"),
                scored == 0 ? Double.NaN : row.real("expected_sum") / scored,
                row.real("lowest"),
                row.real("highest"),
                row.real("top"),
                row.number("size"),
                row.number("alarming"),
                worst < 0 ? SampleStatus.LATE : SampleStatus.numbered(worst));
    }
}
