package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.integer;
import static io.anomalyradar.history.duckdb.BulkInsert.real;

import io.anomalyradar.history.WindowRow;
import java.util.List;

/** A row of the table {@code aggregates}. */
final class AggregateRow {
    private AggregateRow() {}

    static List<BulkInsert.Column<WindowRow>> columns() {
        return List.of(
                integer("series", WindowRow::series),
                bigint("start_ms", row -> row.frame().startMillis()),
                bigint("size_ms", row -> row.frame().sizeMillis()),
                integer("source", WindowRow::source),
                bigint("source_offset", row -> row.frame().source().offset()),
                integer("config", row -> row.frame().configVersion()),
                bigint("count", row -> row.statistics().count()),
                real("average", row -> row.statistics().average()),
                real("minimum", row -> row.statistics().minimum()),
                real("maximum", row -> row.statistics().maximum()),
                real("deviation", row -> row.statistics().deviation()),
                real("p99", row -> row.statistics().p99()),
                bigint("append_ms", row -> row.arrived().appendTimeMillis()));
    }
}
