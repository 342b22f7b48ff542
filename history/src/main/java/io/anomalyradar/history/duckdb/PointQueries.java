package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Field;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.PointsBuilder;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Samples as columns. Only three columns are read, and of them the row groups that touch the range. */
final class PointQueries {
    private static final String POINTS =
            """
            SELECT series, ts, %1$s AS number FROM samples
            WHERE ts >= %2$d AND ts < %3$d AND series IN (%4$s) AND %1$s IS NOT NULL
            ORDER BY series, ts, rowid LIMIT %5$d""";

    private PointQueries() {}

    static Optional<List<Points>> points(
            Connection connection, List<SeriesName> series, Field field, TimeRange range, int most)
            throws SQLException {
        connection.setAutoCommit(false); // one state for both questions; the connection is closed after
        List<@Nullable Integer> numbers = SeriesIds.of(connection, series);
        String known = numbers.stream()
                .filter(Objects::nonNull)
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        Map<Integer, PointsBuilder> columns = new HashMap<>();
        if (!known.isEmpty()) {
            String sql = Sql.text(POINTS, column(field), range.fromMillis(), range.toMillis(), known, most + 1L);
            long[] rows = new long[1];
            Sql.each(connection, sql, row -> {
                if (++rows[0] <= most) {
                    columns.computeIfAbsent(row.getInt(1), unused -> new PointsBuilder())
                            .add(row.getLong(2), row.getDouble(3));
                }
            });
            if (rows[0] > most) {
                return Optional.empty();
            }
        }
        List<Points> answers = new ArrayList<>(series.size());
        for (Integer number : numbers) {
            PointsBuilder column = number == null ? null : columns.get(number);
            answers.add(column == null ? Points.NONE : column.points());
        }
        return Optional.of(answers);
    }

    private static String column(Field field) {
        return switch (field) {
            case VALUE -> "value";
            case EXPECTED -> "expected";
            case LOWER -> "lower";
            case UPPER -> "upper";
            case SCORE -> "CASE WHEN status IN (1, 2, 3) THEN score END";
            case ALARM -> "CASE WHEN status = 3 THEN 1.0 ELSE 0.0 END";
        };
    }
}
