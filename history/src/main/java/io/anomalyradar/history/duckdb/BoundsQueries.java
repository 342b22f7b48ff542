package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.SeriesBounds;
import io.anomalyradar.history.SeriesBounds.Ends;
import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads where the rows of series begin and end. */
final class BoundsQueries {
    /** Of samples, hours and days. Batches up to the parameter are folded into the totals. */
    private static final String ENDS =
            """
            SELECT series, 'RAW' AS step, min(first) AS first, max(last) AS last FROM (
                SELECT series, first_ts AS first, last_ts AS last FROM series_totals WHERE series IN (%1$s)
                UNION ALL
                SELECT series, ts, ts FROM samples WHERE batch > ? AND series IN (%1$s))
            GROUP BY series
            UNION ALL
            SELECT series, 'HOUR', min(start_ms), max(start_ms) FROM hours WHERE series IN (%1$s) GROUP BY series
            UNION ALL
            SELECT series, 'DAY', min(start_ms), max(start_ms) FROM days WHERE series IN (%1$s) GROUP BY series""";

    private static final String NEWEST_MINUTES =
            """
            SELECT series, min(start_ms) AS first, max(start_ms) AS last
            FROM minutes WHERE series IN (%s) AND start_ms >= ? GROUP BY series""";

    private BoundsQueries() {}

    /** The bounds of those of these series that have rows, in three statements. */
    static Map<Integer, SeriesBounds> read(Connection connection, Collection<Integer> series) throws SQLException {
        if (series.isEmpty()) {
            return Map.of();
        }
        String list = series.stream().map(String::valueOf).collect(Collectors.joining(", "));
        Map<Integer, Map<Step, Ends>> ends = new HashMap<>();
        Sql.rows(
                connection,
                Sql.text(ENDS, list),
                row -> ends.computeIfAbsent(row.getInt("series"), unused -> new EnumMap<>(Step.class))
                        .put(Step.valueOf(row.getString("step")), new Ends(row.getLong("first"), row.getLong("last"))),
                SeriesTotals.folded(connection));
        Sql.rows(
                connection,
                Sql.text(NEWEST_MINUTES, list),
                row -> ends.computeIfAbsent(row.getInt("series"), unused -> new EnumMap<>(Step.class))
                        .put(Step.MINUTE, new Ends(row.getLong("first"), row.getLong("last"))),
                newestHour(ends, series.size()));
        Map<Integer, SeriesBounds> bounds = new HashMap<>();
        ends.forEach((id, steps) -> bounds.put(id, SeriesBounds.of(steps)));
        return bounds;
    }

    /** No series has its newest minute before this hour, so that earlier minutes need not be read. */
    private static long newestHour(Map<Integer, Map<Step, Ends>> ends, int series) {
        long newest = ends.size() < series ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (Map<Step, Ends> steps : ends.values()) {
            Ends hours = steps.get(Step.HOUR);
            Ends samples = steps.get(Step.RAW);
            if (hours != null) {
                newest = Math.min(newest, hours.last());
            } else {
                newest = samples == null ? Long.MIN_VALUE : Math.min(newest, Step.MINUTE.start(samples.first()));
            }
        }
        return newest;
    }
}
