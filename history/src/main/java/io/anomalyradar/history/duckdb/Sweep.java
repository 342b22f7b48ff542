package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Expired;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Deletes rows that arrived before a cut-off, in steps of at most {@value #STEP_ROWS} rows, so that a commit never
 * waits long. Rows are in the order of arrival, so a step is a range of row numbers. Row numbers may become smaller
 * between steps (a checkpoint closes gaps), so each step searches its rows again. The last step finds no expired row.
 */
final class Sweep {
    private static final long STEP_ROWS = 200_000;
    private static final List<String> TABLES = List.of("samples", "aggregates");

    private final long cutoffMillis;
    private boolean samplesDeleted;
    private boolean done;

    Sweep(long cutoffMillis) {
        this.cutoffMillis = cutoffMillis;
    }

    /** Whether the last step is done. */
    boolean isDone() {
        return done;
    }

    /** Deletes some of the expired rows. */
    Expired step(Connection connection) throws SQLException {
        for (String table : TABLES) {
            long deleted = deleteSome(connection, table);
            if (deleted > 0) {
                return table.equals("samples") ? new Expired(deleted, 0, 0, 0) : new Expired(0, 0, deleted, 0);
            }
        }
        long anomalies = Sql.change(connection, "DELETE FROM anomalies WHERE append_ms < ?", cutoffMillis);
        if (samplesDeleted) {
            SeriesTotals.settleBounds(connection);
        }
        done = true;
        return new Expired(0, anomalies, 0, 0);
    }

    private long deleteSome(Connection connection, String table) throws SQLException {
        Optional<Long> first = Sql.row(
                connection,
                "SELECT rowid FROM " + table + " WHERE append_ms < ? LIMIT 1",
                row -> row.getLong(1),
                cutoffMillis);
        if (first.isEmpty()) {
            return 0;
        }
        if (table.equals("samples")) {
            samplesDeleted = true;
            SeriesTotals.subtract(connection, cutoffMillis, first.get(), first.get() + STEP_ROWS);
        }
        return Sql.change(
                connection,
                "DELETE FROM " + table + " WHERE append_ms < ? AND rowid >= ? AND rowid < ?",
                cutoffMillis,
                first.get(),
                first.get() + STEP_ROWS);
    }
}
