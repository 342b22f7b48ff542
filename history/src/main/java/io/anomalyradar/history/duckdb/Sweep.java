package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Cutoffs;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Makes days of hours, then deletes what arrived before the cut-offs, in steps of at most {@value #STEP_ROWS} rows, so
 * that a commit never waits long. Rows are in the order of arrival, so a step is a run of row numbers; row numbers
 * may move down between steps (a checkpoint closes gaps), hence each step looks for its rows anew. The last step finds
 * no expired row.
 */
final class Sweep {
    private static final long STEP_ROWS = 200_000;

    private final Cutoffs cutoffs;
    private boolean daysMade;
    private boolean samplesDeleted;
    private boolean done;

    Sweep(Cutoffs cutoffs) {
        this.cutoffs = cutoffs;
    }

    /** Whether the last step is done. */
    boolean isDone() {
        return done;
    }

    /** Deletes some of the expired rows. */
    Expired step(Connection connection) throws SQLException {
        if (!daysMade) {
            RollUps.makeDays(connection);
            daysMade = true;
            return Expired.NOTHING;
        }
        for (Step step : Step.values()) {
            long deleted = deleteSome(connection, RollUps.name(step), cutoffs.of(step), step == Step.RAW);
            if (deleted > 0) {
                return step == Step.RAW ? new Expired(deleted, 0, 0, 0) : new Expired(0, 0, deleted, 0);
            }
        }
        long events = deleteSome(connection, "events", cutoffs.events(), false);
        if (events > 0) {
            return Expired.events(events);
        }
        long anomalies = Sql.change(connection, "DELETE FROM anomalies WHERE append_ms < ?", cutoffs.anomalies());
        if (samplesDeleted) {
            SeriesTotals.settleBounds(connection);
        }
        done = true;
        return new Expired(0, anomalies, 0, 0);
    }

    private long deleteSome(Connection connection, String table, long cutoffMillis, boolean areSamples)
            throws SQLException {
        Optional<Long> first = Sql.row(
                connection,
                "SELECT rowid FROM " + table + " WHERE append_ms < ? LIMIT 1",
                row -> row.getLong(1),
                cutoffMillis);
        if (first.isEmpty()) {
            return 0;
        }
        if (areSamples) {
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
