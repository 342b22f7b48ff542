package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.SeriesName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of series, by their names. */
final class SeriesIds {
    private static final String IDS =
            """
            SELECT wanted.position, series.id FROM (VALUES %s) AS wanted (position, device, metric)
            JOIN devices ON devices.name = wanted.device
            JOIN series ON series.device = devices.id AND series.metric = wanted.metric""";

    private SeriesIds() {}

    /** The number of each series; null for one that is not stored. */
    static List<@Nullable Integer> of(Connection connection, List<SeriesName> names) throws SQLException {
        List<String> values = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        for (SeriesName name : names) {
            values.add("(" + values.size() + ", ?, ?)");
            parameters.add(name.device());
            parameters.add(name.metric());
        }
        @Nullable Integer[] ids = new @Nullable Integer[names.size()];
        Sql.rows(
                connection,
                Sql.text(IDS, String.join(", ", values)),
                row -> ids[row.getInt("position")] = row.getInt("id"),
                parameters.toArray());
        return Collections.unmodifiableList(Arrays.asList(ids));
    }
}
