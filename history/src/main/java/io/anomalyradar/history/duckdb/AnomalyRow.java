package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.integer;
import static io.anomalyradar.history.duckdb.BulkInsert.text;

import io.anomalyradar.history.Arrived;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBColumnType;

/**
 * A row of the table {@code anomalies}: the anomaly's JSON, as on the topic, beside the columns it is searched by. So a
 * new field of anomalies needs no new column.
 */
final class AnomalyRow {
    private AnomalyRow() {}

    static List<BulkInsert.Column<Arrived<Anomaly>>> columns() {
        return List.of(
                text("id", row -> row.value().id()),
                integer("revision", row -> row.value().revision()),
                text("device", row -> row.value().device()),
                text("metric", row -> row.value().metric()),
                text("severity", row -> row.value().severity().name()),
                text("state", row -> row.value().state().name()),
                bigint("start_ms", row -> row.value().startMillis()),
                new BulkInsert.Column<>("end_ms", DuckDBColumnType.BIGINT, (vector, row, item) -> {
                    Long end = item.value().endMillis();
                    if (end == null) {
                        vector.setNull(row);
                    } else {
                        vector.setLong(row, end);
                    }
                }),
                bigint("append_ms", Arrived::appendTimeMillis),
                text("document", row -> new String(AnomalyJson.encode(row.value()), StandardCharsets.UTF_8)));
    }

    /** Reads the column {@code document}. */
    static Anomaly read(ResultSet row) throws SQLException {
        String document = row.getString("document");
        try {
            return AnomalyJson.decode(document.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new SQLException("an anomaly is stored as " + document, malformed);
        }
    }
}
