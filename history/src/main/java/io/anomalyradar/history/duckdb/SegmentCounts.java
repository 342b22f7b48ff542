package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Step;
import io.anomalyradar.history.duckdb.SegmentRows.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many samples the segments of several series hold, by one statement. */
final class SegmentCounts {
    private static final String OF_SAMPLES =
            """
            SELECT key, count(*) FILTER (status <> 4) AS in_order, count(*) AS samples, min(ts) AS first, max(ts) AS last
            FROM %s GROUP BY key""";
    private static final String OF_WINDOWS =
            """
            SELECT key, CAST(sum(count) AS BIGINT) AS in_order, CAST(sum(count) AS BIGINT) AS samples,
                min(start_ms) AS first, max(start_ms) AS last
            FROM %s GROUP BY key""";

    private final Map<Key, Extent> extents = new HashMap<>();

    private record Key(int series, Segment segment) {}

    /**
     * Samples of a segment.
     *
     * @param inOrder those that are not late
     * @param first time of the first row
     * @param last time of the last row
     */
    record Extent(long inOrder, long samples, long first, long last) {
        static final Extent NONE = new Extent(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

        Extent and(Extent other) {
            return new Extent(
                    inOrder + other.inOrder,
                    samples + other.samples,
                    Math.min(first, other.first),
                    Math.max(last, other.last));
        }
    }

    private SegmentCounts() {}

    /** Counts the samples in the segments of each series. */
    static SegmentCounts of(Connection connection, Map<Integer, Set<Segment>> segments) throws SQLException {
        List<Key> keys = new ArrayList<>();
        Map<Step, List<Part>> parts = new EnumMap<>(Step.class);
        segments.forEach((series, all) -> all.forEach(segment -> {
            parts.computeIfAbsent(segment.step(), unused -> new ArrayList<>())
                    .add(new Part(keys.size(), series, segment));
            keys.add(new Key(series, segment));
        }));
        SegmentCounts counts = new SegmentCounts();
        if (keys.isEmpty()) {
            return counts;
        }
        List<String> statements = new ArrayList<>();
        parts.forEach((step, some) ->
                statements.add(Sql.text(step == Step.RAW ? OF_SAMPLES : OF_WINDOWS, SegmentRows.of(step, some))));
        Sql.rows(
                connection,
                String.join(" UNION ALL ", statements),
                row -> counts.extents.put(keys.get(row.getInt("key")), extent(row)));
        return counts;
    }

    private static Extent extent(ResultSet row) throws SQLException {
        return new Extent(row.getLong("in_order"), row.getLong("samples"), row.getLong("first"), row.getLong("last"));
    }

    Extent of(int series, Segment segment) {
        return extents.getOrDefault(new Key(series, segment), Extent.NONE);
    }
}
