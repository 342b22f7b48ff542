package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.duckdb.SegmentCounts.Extent;
import io.anomalyradar.history.duckdb.SegmentRows.Part;
import io.anomalyradar.history.duckdb.SeriesBuckets.Grid;
import io.anomalyradar.history.duckdb.SeriesBuckets.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several series over a range of time. A question costs seven statements at most, whatever the range and the number of
 * series: names, bounds (three), counts, samples, buckets.
 */
final class SeriesQueries {
    private static final String RAW =
            """
            SELECT key, ts, value, expected, lower, upper, score, status, config, topic_id, part, leader_epoch,
                source_offset
            FROM (SELECT * FROM %s) AS wanted
            JOIN sources ON sources.id = wanted.source JOIN partitions ON partitions.id = sources.partition
            ORDER BY key, ts, arrival""";
    private static final Series.Raw NOTHING = new Series.Raw(List.of());

    private final Connection connection;

    /** A series with rows in the range. */
    private record Planned(TimeRange span, SeriesPlan plan, @Nullable Segment samples) {}

    private SeriesQueries(Connection connection) {
        this.connection = connection;
    }

    /** As {@link HistoryQueries#series(List, TimeRange, int)}; leaves the connection in a transaction. */
    static List<Series> series(Connection connection, List<SeriesName> names, TimeRange range, int points)
            throws SQLException {
        connection.setAutoCommit(false); // one state for all statements; the connection is closed after
        return new SeriesQueries(connection).series(names, range, points);
    }

    /** As {@link HistoryQueries#buckets}; leaves the connection in a transaction. */
    static List<Series.DownSampled> buckets(
            Connection connection, List<SeriesName> names, TimeRange range, long stepMillis) throws SQLException {
        connection.setAutoCommit(false); // one state for all statements; the connection is closed after
        return new SeriesQueries(connection).buckets(names, range, stepMillis);
    }

    private List<Series> series(List<SeriesName> names, TimeRange range, int points) throws SQLException {
        List<@Nullable Integer> ids = SeriesNumbers.of(connection, names);
        Map<Integer, Planned> plans = new LinkedHashMap<>();
        Map<Integer, Set<Segment>> counted = new LinkedHashMap<>();
        SeriesBounds.read(connection, known(ids)).forEach((id, bounds) -> {
            TimeRange span = bounds.within(range);
            if (span.fromMillis() < span.toMillis()) {
                Planned planned = planned(bounds, span, points);
                Set<Segment> segments = new LinkedHashSet<>(planned.plan.segments());
                if (planned.samples != null) {
                    segments.add(planned.samples);
                }
                plans.put(id, planned);
                counted.put(id, segments);
            }
        });
        Map<Integer, Series> found = answer(plans, SegmentCounts.of(connection, counted), points);
        return ids.stream()
                .map(id -> id == null ? NOTHING : found.getOrDefault(id, NOTHING))
                .toList();
    }

    private static Planned planned(SeriesBounds bounds, TimeRange span, int points) {
        long length = span.toMillis() - span.fromMillis();
        Step wanted = Step.within(Math.max((length + points - 1) / points, 1));
        return new Planned(
                span,
                new SeriesPlan(bounds, Step.DAY, wanted, span),
                length <= HistoryQueries.RAW_MILLIS ? new Segment(Step.RAW, span.fromMillis(), span.toMillis()) : null);
    }

    private Map<Integer, Series> answer(Map<Integer, Planned> plans, SegmentCounts counts, int points)
            throws SQLException {
        List<Part> raw = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        plans.forEach((id, planned) -> {
            SeriesPlan.Chosen chosen =
                    planned.plan.choose(segment -> counts.of(id, segment).inOrder());
            Step step = chosen.step();
            TimeRange span = planned.span;
            Extent samples = null;
            if (step == Step.RAW) {
                samples = chosen.segments().stream()
                        .map(segment -> counts.of(id, segment))
                        .reduce(Extent.NONE, Extent::and);
            } else if (planned.samples != null) {
                samples = counts.of(id, planned.samples);
            }
            if (samples != null && samples.samples() <= points && samples.inOrder() >= chosen.samples()) {
                raw.add(new Part(id, id, new Segment(Step.RAW, span.fromMillis(), span.toMillis())));
            } else {
                Grid grid = step == Step.RAW && samples != null
                        ? Grid.of(step, samples.first(), samples.last(), points)
                        : Grid.of(step, span.fromMillis(), span.toMillis() - 1, points);
                questions.add(new Question(id, chosen.segments(), grid));
            }
        });
        Map<Integer, Series> found = new HashMap<>(samples(raw));
        List<Series.DownSampled> buckets = SeriesBuckets.of(connection, questions);
        for (int i = 0; i < questions.size(); i++) {
            found.put(questions.get(i).series(), buckets.get(i));
        }
        return found;
    }

    private Map<Integer, Series.Raw> samples(List<Part> parts) throws SQLException {
        if (parts.isEmpty()) {
            return Map.of();
        }
        Map<Integer, List<Sample>> samples = new HashMap<>();
        Sql.rows(connection, Sql.text(RAW, SegmentRows.of(Step.RAW, parts)), row -> samples.computeIfAbsent(
                        row.getInt("key"), unused -> new ArrayList<>())
                .add(SampleRow.read(row)));
        Map<Integer, Series.Raw> answers = new HashMap<>();
        samples.forEach((id, all) -> answers.put(id, new Series.Raw(all)));
        return answers;
    }

    private List<Series.DownSampled> buckets(List<SeriesName> names, TimeRange range, long stepMillis)
            throws SQLException {
        Step step = Step.dividing(stepMillis);
        List<@Nullable Integer> ids = SeriesNumbers.of(connection, names);
        Map<Integer, SeriesBounds> bounds = SeriesBounds.read(connection, known(ids));
        Map<Integer, SeriesPlan> plans = new LinkedHashMap<>();
        Map<Integer, Set<Segment>> counted = new LinkedHashMap<>();
        bounds.forEach((id, known) -> {
            SeriesPlan plan = new SeriesPlan(known, step, step, known.within(range));
            plans.put(id, plan);
            counted.put(id, step == Step.RAW ? Set.of() : plan.segments()); // samples have no alternative
        });
        SegmentCounts counts = SegmentCounts.of(connection, counted);
        List<Question> questions = new ArrayList<>();
        for (Integer id : ids) {
            SeriesPlan plan = id == null ? null : plans.get(id);
            if (id == null || plan == null) {
                questions.add(new Question(0, List.of(), new Grid(Step.RAW, 0, stepMillis)));
            } else {
                SeriesPlan.Chosen chosen =
                        plan.choose(segment -> counts.of(id, segment).inOrder());
                questions.add(new Question(id, chosen.segments(), new Grid(chosen.step(), 0, stepMillis)));
            }
        }
        return SeriesBuckets.of(connection, questions);
    }

    private static Set<Integer> known(List<@Nullable Integer> ids) {
        Set<Integer> known = new LinkedHashSet<>();
        for (Integer id : ids) {
            if (id != null) {
                known.add(id);
            }
        }
        return known;
    }
}
