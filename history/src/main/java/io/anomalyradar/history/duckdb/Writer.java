package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Committed;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.history.LogPartition;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes the database, one transaction at a time: no two ever conflict. What is {@link Known} in memory is
 * changed ahead of its transaction and read anew from the database when the transaction fails. Transactions are begun and ended
 * by statements: after a failed commit JDBC's own bookkeeping would go on without one.
 */
final class Writer implements AutoCloseable {
    /** A batch of two row groups or more goes to the file at once and leaves little in the log, but work for the checkpoint. */
    private static final long CHECKPOINT_ROWS = 1_000_000;

    /** So many samples a query adds to the totals of their series at the most, or those of so much time. */
    private static final long FOLD_SAMPLES = 500_000;

    private static final long FOLD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock(true); // fair: a sweep lets a commit pass between its steps
    private final DuckDBConnection connection;
    private final Tables tables;
    private @Nullable Known known;
    private volatile Map<LogPartition, Long> offsets;
    private volatile boolean closed;
    private long rowsSinceCheckpoint;
    private long samplesSinceFold = FOLD_SAMPLES; // how many an earlier process left is not known
    private long foldedNanos = System.nanoTime();

    /** Changes the database within a transaction. */
    private interface Work<T> {
        T on(DuckDBConnection connection, Known known) throws SQLException;
    }

    /** Takes {@code connection} over, also when it fails. */
    Writer(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        try {
            tables = new Tables(connection);
            Known loaded = Known.load(connection);
            known = loaded;
            offsets = Map.copyOf(loaded.offsets());
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    Committed commit(HistoryBatch batch) {
        return transaction("committing a batch", (on, state) -> {
            Committed committed = tables.write(on, new Changes(state, batch));
            rowsSinceCheckpoint += committed.samples() + committed.aggregates();
            samplesSinceFold += committed.samples();
            foldWhenDue(on);
            return committed;
        });
    }

    private void foldWhenDue(DuckDBConnection on) throws SQLException {
        boolean old = samplesSinceFold > 0 && System.nanoTime() - foldedNanos >= FOLD_NANOS;
        if (samplesSinceFold >= FOLD_SAMPLES || old) {
            SeriesTotals.fold(on);
            samplesSinceFold = 0;
            foldedNanos = System.nanoTime();
        }
    }

    /** One step of {@code sweep}; see there. */
    Expired sweep(Sweep sweep) {
        return transaction("deleting what has expired", sweep::step);
    }

    Expired deleteDevice(String device) {
        return transaction("deleting a device", (on, state) -> DeviceDeletion.run(on, state, device));
    }

    Map<LogPartition, Long> offsets() {
        return offsets;
    }

    /** Throws when nothing can be written any more. */
    void check() {
        if (closed) {
            throw Failures.closed();
        }
        if (lock.tryLock()) { // else it is writing this moment
            try {
                usable();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * DuckDB does so by the size of its log; this bounds the work, and so the time that a commit or a stop waits for it.
     * While somebody reads it is put off to the next commit.
     */
    private void checkpointWhenDue() throws SQLException {
        if (rowsSinceCheckpoint < CHECKPOINT_ROWS) {
            return;
        }
        try {
            Sql.run(connection, List.of("CHECKPOINT"));
            rowsSinceCheckpoint = 0;
        } catch (SQLException failure) {
            if (!Failures.isConflict(failure)) {
                throw failure;
            }
        }
    }

    private <T> T transaction(String what, Work<T> work) {
        lock.lock();
        try {
            Known state = usable();
            T result;
            try {
                checkpointWhenDue();
                Sql.run(connection, List.of("BEGIN"));
                result = work.on(connection, state);
            } catch (SQLException | RuntimeException failure) {
                forget();
                throw Failures.during(what, failure);
            }
            try {
                Sql.run(connection, List.of("COMMIT"));
            } catch (SQLException failure) {
                forget();
                throw new HistoryException.OutcomeUnknown(
                        what + " failed at its end; do it again, that is safe: " + Failures.message(failure), failure);
            }
            offsets = Map.copyOf(state.offsets());
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a failed transaction. What it did to {@link #known} must be read anew. */
    private void forget() {
        known = null;
        try {
            Sql.run(connection, List.of("ROLLBACK"));
        } catch (SQLException nothingToEnd) {
            // A failed BEGIN or COMMIT leaves no transaction. Anything worse shows when reading anew.
        }
    }

    /** What is known, read anew after a failure. */
    private Known usable() {
        if (closed) {
            throw Failures.closed();
        }
        Known state = known;
        if (state != null) {
            return state;
        }
        try {
            Known loaded = Known.load(connection);
            known = loaded;
            offsets = Map.copyOf(loaded.offsets());
            return loaded;
        } catch (SQLException failure) {
            throw new HistoryException.Permanent(
                    Code.FAILED,
                    "the history store cannot go on after a failed write: restart, it resumes from its last commit: "
                            + Failures.message(failure),
                    failure);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                connection.close();
            }
        } catch (SQLException failure) {
            throw Failures.during("closing the history store", failure);
        } finally {
            lock.unlock();
        }
    }
}
