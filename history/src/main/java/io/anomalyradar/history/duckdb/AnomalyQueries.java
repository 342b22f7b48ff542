package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions about anomalies. */
final class AnomalyQueries {
    private static final String PAGE =
            """
            SELECT document FROM anomalies
            WHERE (start_ms < ? OR (start_ms = ? AND id < ?))
                AND start_ms < ? AND (end_ms IS NULL OR end_ms >= ?)
                AND %device AND %metric AND %severity AND coalesce(state = CAST(? AS VARCHAR), true)
            ORDER BY start_ms DESC, id DESC LIMIT ?""";

    private AnomalyQueries() {}

    static Page<Anomaly> page(Connection connection, AnomalyFilter filter, PageRequest page) throws SQLException {
        String[] after = Cursors.key('a', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        AnomalyState state = filter.state();
        List<@Nullable Object> parameters = new ArrayList<>(List.of(
                afterMillis,
                afterMillis,
                after.length == 2 ? after[1] : "",
                filter.range().toMillis(),
                filter.range().fromMillis()));
        parameters.addAll(filter.devices());
        parameters.addAll(filter.metrics());
        filter.severities().forEach(severity -> parameters.add(severity.name()));
        parameters.add(state == null ? null : state.name());
        parameters.add(page.limit() + 1);
        String sql = PAGE.replace("%device", in("device", filter.devices()))
                .replace("%metric", in("metric", filter.metrics()))
                .replace("%severity", in("severity", filter.severities()));
        List<Anomaly> found = Sql.rows(connection, sql, AnomalyRow::read, parameters.toArray());
        return Cursors.page('a', found, page, last -> last.startMillis() + ":" + last.id());
    }

    /** A condition with a parameter for each of {@code wanted}; none of them means any. */
    private static String in(String column, Set<?> wanted) {
        return wanted.isEmpty()
                ? "true"
                : column + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")";
    }

    static Optional<Anomaly> one(Connection connection, String id) throws SQLException {
        return Sql.row(connection, "SELECT document FROM anomalies WHERE id = ?", AnomalyRow::read, id);
    }
}
