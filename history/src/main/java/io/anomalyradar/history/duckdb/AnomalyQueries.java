package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Questions about anomalies. */
final class AnomalyQueries {
    private static final String PAGE =
            """
            SELECT document FROM anomalies
            WHERE (start_ms < ? OR (start_ms = ? AND id < ?))
                AND start_ms < ? AND (end_ms IS NULL OR end_ms >= ?)
                AND coalesce(device = CAST(? AS VARCHAR), true) AND coalesce(metric = CAST(? AS VARCHAR), true)
                AND coalesce(severity = CAST(? AS VARCHAR), true) AND coalesce(state = CAST(? AS VARCHAR), true)
            ORDER BY start_ms DESC, id DESC LIMIT ?""";

    private AnomalyQueries() {}

    static Page<Anomaly> page(Connection connection, AnomalyFilter filter, PageRequest page) throws SQLException {
        String[] after = Cursors.key('a', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        Severity severity = filter.severity();
        AnomalyState state = filter.state();
        List<Anomaly> found = Sql.rows(
                connection,
                PAGE,
                AnomalyRow::read,
                afterMillis,
                afterMillis,
                after.length == 2 ? after[1] : "",
                filter.range().toMillis(),
                filter.range().fromMillis(),
                filter.device(),
                filter.metric(),
                severity == null ? null : severity.name(),
                state == null ? null : state.name(),
                page.limit() + 1);
        return Cursors.page('a', found, page, last -> last.startMillis() + ":" + last.id());
    }

    static Optional<Anomaly> one(Connection connection, String id) throws SQLException {
        return Sql.row(connection, "SELECT document FROM anomalies WHERE id = ?", AnomalyRow::read, id);
    }
}
