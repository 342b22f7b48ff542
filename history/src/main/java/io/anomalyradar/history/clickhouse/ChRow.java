package io.anomalyradar.history.clickhouse;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;

/** The current row of an answer. Columns are read by their names. */
final class ChRow {
    private final ClickHouseBinaryFormatReader reader;

    ChRow(ClickHouseBinaryFormatReader reader) {
        this.reader = reader;
    }

    int integer(String column) {
        return reader.getInteger(column);
    }

    long number(String column) {
        return reader.getLong(column);
    }

    /** NaN stands for a missing number. */
    double real(String column) {
        return reader.getDouble(column);
    }

    String text(String column) {
        String text = reader.getString(column);
        return text == null ? "" : text;
    }

    /** The columns topic_id, part, leader_epoch and source_offset. */
    SourcePosition source() {
        return new SourcePosition(text("topic_id"), integer("part"), integer("leader_epoch"), number("source_offset"));
    }

    /** The columns site, type, grp and tenant. */
    Attributes attributes() {
        return new Attributes(text("site"), text("type"), text("grp"), text("tenant"));
    }
}
