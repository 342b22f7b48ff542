package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.integer;
import static io.anomalyradar.history.duckdb.BulkInsert.optionalReal;
import static io.anomalyradar.history.duckdb.BulkInsert.real;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.history.WindowRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A row of a roll-up: one series of a window, as it was emitted once. */
record AggregateRow(WindowRow row, long batch) {

    static List<BulkInsert.Column<AggregateRow>> columns() {
        return List.of(
                integer("series", row -> row.row.series()),
                bigint("start_ms", row -> row.row.frame().startMillis()),
                integer("source", row -> row.row.source()),
                bigint("source_offset", row -> row.row.frame().source().offset()),
                integer("config", row -> row.row.frame().configVersion()),
                bigint("count", row -> row.window().count()),
                real("total", row -> row.window().sum()),
                real("minimum", row -> row.window().minimum()),
                real("maximum", row -> row.window().maximum()),
                real("deviation", row -> row.window().deviation()),
                optionalReal("p99", row -> row.window().p99()),
                real("worst", row -> row.window().scores().worst()),
                bigint("warm_ups", row -> row.window().scores().warmUps()),
                bigint("unusual", row -> row.window().scores().unusual()),
                bigint("alarms", row -> row.window().scores().alarms()),
                bigint("judged", row -> row.window().band().judged()),
                real("expected_total", row -> row.window().band().expectedSum()),
                optionalReal("lower", row -> row.window().band().lower()),
                optionalReal("upper", row -> row.window().band().upper()),
                optionalReal("slope", row -> row.window().trend().slopePerHour()),
                optionalReal("slope_error", row -> row.window().trend().standardError()),
                bigint("append_ms", row -> row.row.arrived().appendTimeMillis()),
                bigint("batch", AggregateRow::batch));
    }

    /** The statistics of a row that has these columns. */
    static WindowStatistics read(ResultSet row) throws SQLException {
        return new WindowStatistics(
                row.getLong("count"),
                row.getDouble("total"),
                row.getDouble("minimum"),
                row.getDouble("maximum"),
                row.getDouble("deviation"),
                Sql.real(row, "p99"),
                new WindowStatistics.Scores(
                        row.getDouble("worst"), row.getLong("warm_ups"), row.getLong("unusual"), row.getLong("alarms")),
                new WindowStatistics.Band(
                        row.getLong("judged"),
                        row.getDouble("expected_total"),
                        Sql.real(row, "lower"),
                        Sql.real(row, "upper")),
                new WindowStatistics.Trend(Sql.real(row, "slope"), Sql.real(row, "slope_error")));
    }

    private WindowStatistics window() {
        return row.statistics().window();
    }
}
