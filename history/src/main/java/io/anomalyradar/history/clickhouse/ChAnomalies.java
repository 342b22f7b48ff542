package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.anomaly.AnomalyState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about anomalies. */
final class ChAnomalies {
    private ChAnomalies() {}

    static Page<Anomaly> page(ChConnection on, AnomalyFilter filter, PageRequest page) {
        String[] after = Cursors.key('a', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        AnomalyState state = filter.state();
        List<String> conditions = new ArrayList<>();
        conditions.add("(start_ms < " + afterMillis + " OR (start_ms = " + afterMillis + " AND id < "
                + ChSql.quoted(after.length == 2 ? after[1] : "") + "))");
        conditions.add("start_ms < " + filter.range().toMillis());
        conditions.add("end_ms >= " + filter.range().fromMillis());
        ChEvents.addIn(conditions, "device", filter.devices());
        ChEvents.addIn(conditions, "metric", filter.metrics());
        ChEvents.addIn(
                conditions,
                "severity",
                filter.severities().stream().map(Enum::name).toList());
        if (state != null) {
            conditions.add("state = " + ChSql.quoted(state.name()));
        }
        List<Anomaly> found = on.rows(
                "listing anomalies",
                "SELECT document FROM anomalies FINAL WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY start_ms DESC, id DESC LIMIT " + (page.limit() + 1),
                ChAnomalies::read);
        return Cursors.page('a', found, page, last -> last.startMillis() + ":" + last.id());
    }

    static Optional<Anomaly> one(ChConnection on, String id) {
        return on
                .rows(
                        "reading an anomaly",
                        "SELECT document FROM anomalies FINAL WHERE id = " + ChSql.quoted(id),
                        ChAnomalies::read)
                .stream()
                .findFirst();
    }

    private static Anomaly read(ChRow row) {
        String document = row.text("document");
        try {
            return AnomalyJson.decode(document.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new HistoryException.Permanent(
                    HistoryException.Code.DAMAGED, "an anomaly is stored as " + document, malformed);
        }
    }
}
