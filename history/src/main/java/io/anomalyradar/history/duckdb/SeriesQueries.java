package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.BucketQuestion;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.SegmentExtent;
import io.anomalyradar.history.SegmentPart;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesAnswers;
import io.anomalyradar.history.SeriesBounds;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesTables;
import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements behind {@link SeriesAnswers}: seven at most for a question, in one transaction. */
final class SeriesQueries implements SeriesTables<SQLException> {
    private static final String RAW =
            """
            SELECT key, ts, value, expected, lower, upper, score, status, config, topic_id, part, leader_epoch,
                source_offset
            FROM (SELECT * FROM %s) AS wanted
            JOIN sources ON sources.id = wanted.source JOIN partitions ON partitions.id = sources.partition
            ORDER BY key, ts, arrival""";
    private static final String OF_SAMPLES =
            """
            SELECT key, count(*) FILTER (status <> 4) AS in_order, count(*) AS samples, min(ts) AS first, max(ts) AS last
            FROM %s GROUP BY key""";
    private static final String OF_WINDOWS =
            """
            SELECT key, CAST(sum(count) AS BIGINT) AS in_order, CAST(sum(count) AS BIGINT) AS samples,
                min(start_ms) AS first, max(start_ms) AS last
            FROM %s GROUP BY key""";

    private final Connection connection;

    private SeriesQueries(Connection connection) {
        this.connection = connection;
    }

    /** Answers by {@code connection}, which is left in a transaction. */
    static SeriesAnswers<SQLException> answers(Connection connection) throws SQLException {
        connection.setAutoCommit(false); // one state for all statements; the connection is closed after
        return new SeriesAnswers<>(new SeriesQueries(connection));
    }

    @Override
    public List<@Nullable Integer> numbers(List<SeriesName> names) throws SQLException {
        return SeriesIds.of(connection, names);
    }

    @Override
    public Map<Integer, SeriesBounds> bounds(Collection<Integer> series) throws SQLException {
        return BoundsQueries.read(connection, series);
    }

    @Override
    public Map<Integer, SegmentExtent> extents(List<SegmentPart> parts) throws SQLException {
        Map<Step, List<SegmentPart>> bySteps = new EnumMap<>(Step.class);
        parts.forEach(part -> bySteps.computeIfAbsent(part.segment().step(), unused -> new ArrayList<>())
                .add(part));
        List<String> statements = new ArrayList<>();
        bySteps.forEach((step, some) ->
                statements.add(Sql.text(step == Step.RAW ? OF_SAMPLES : OF_WINDOWS, SegmentRows.of(step, some))));
        Map<Integer, SegmentExtent> extents = new HashMap<>();
        Sql.each(
                connection,
                String.join(" UNION ALL ", statements),
                row -> extents.put(
                        row.getInt("key"),
                        new SegmentExtent(
                                row.getLong("in_order"),
                                row.getLong("samples"),
                                row.getLong("first"),
                                row.getLong("last"))));
        return extents;
    }

    @Override
    public Map<Integer, List<Sample>> samples(List<SegmentPart> parts) throws SQLException {
        Map<Integer, List<Sample>> samples = new HashMap<>();
        Sql.each(connection, Sql.text(RAW, SegmentRows.of(Step.RAW, parts)), row -> samples.computeIfAbsent(
                        row.getInt("key"), unused -> new ArrayList<>())
                .add(SampleRow.read(row)));
        return samples;
    }

    @Override
    public List<Series.DownSampled> buckets(List<BucketQuestion> questions) throws SQLException {
        return SeriesBuckets.of(connection, questions);
    }
}
