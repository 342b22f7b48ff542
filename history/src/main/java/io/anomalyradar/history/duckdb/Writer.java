package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.history.Recovered;
import io.anomalyradar.history.RowBatch;
import io.anomalyradar.history.RowStore;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/**
 * All changes of the database, one transaction at a time: transactions never conflict. Statements start and end the
 * transactions, because after a failed commit JDBC's own bookkeeping would continue without one.
 */
final class Writer implements AutoCloseable {
    /**
     * A batch of two row groups or more goes to the file directly. It leaves little in the log, but work for the
     * checkpoint.
     */
    private static final long CHECKPOINT_ROWS = 1_000_000;

    /** The most samples that a query adds to the totals of their series, and the longest time that they span. */
    private static final long FOLD_SAMPLES = 500_000;

    private static final long FOLD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ReentrantLock lock = new ReentrantLock(true); // fair: a sweep lets a commit pass between its steps
    private final DuckDBConnection connection;
    private final Tables tables;
    private final String id;
    private volatile boolean closed;
    private boolean failed;
    private long rowsSinceCheckpoint;
    private long samplesSinceFold = FOLD_SAMPLES; // how many an earlier process left is not known
    private long foldedNanos = System.nanoTime();

    /** Changes the database within a transaction. */
    private interface Work<T> {
        T on(DuckDBConnection connection) throws SQLException;
    }

    /** Takes {@code connection} over, also when it fails. */
    Writer(DuckDBConnection connection) throws SQLException {
        this.connection = connection;
        try {
            tables = new Tables(connection);
            id = Sql.row(connection, "SELECT id FROM store", row -> row.getString(1))
                    .orElseThrow(() -> new SQLException("Data Corruption Error: the store has no id"));
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Stores {@code batch}, unless it is stored; see {@link RowStore#apply}. */
    long apply(RowBatch batch) {
        return transaction("committing a batch", on -> {
            BatchToken last = LedgerTables.token(on);
            if (last.equals(batch.token())) {
                return 0L;
            }
            if (!last.equals(batch.previous())) {
                throw new HistoryException.Conflict(
                        "batch " + batch.token() + " does not follow " + last + ", the last one of the history store:"
                                + " let no other program write to it",
                        null);
            }
            long revised = tables.write(on, batch);
            rowsSinceCheckpoint += batch.samples() + batch.windows().size();
            samplesSinceFold += batch.samples();
            foldWhenDue(on);
            return revised;
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

    /** The ledger's entries; a transaction leaves no batch unfinished. */
    Recovered recover() {
        return transaction("reading the ledger", on -> new Recovered(LedgerTables.read(on), null));
    }

    Expired deleteDevice(String device) {
        return transaction("deleting a device", on -> DeviceDeletion.run(on, device));
    }

    /** Removes {@code devices} from the ledger. */
    void forget(List<Integer> devices) {
        transaction("forgetting devices", on -> {
            LedgerTables.forget(on, devices);
            return devices.size();
        });
    }

    String id() {
        return id;
    }

    /** Throws when the database can no longer be written. */
    void check() {
        if (closed) {
            throw Failures.closed();
        }
        if (lock.tryLock()) { // otherwise it is writing at this moment
            try {
                usable();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * DuckDB does so by the size of its log; this bounds the work, and so the time that a commit or a stop waits for
     * it. During a read it is postponed to the next commit.
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
            usable();
            T result;
            try {
                checkpointWhenDue();
                Sql.run(connection, List.of("BEGIN"));
                result = work.on(connection);
            } catch (HistoryException refused) {
                rollBack();
                throw refused;
            } catch (SQLException | RuntimeException failure) {
                rollBack();
                throw Failures.during(what, failure);
            }
            try {
                Sql.run(connection, List.of("COMMIT"));
            } catch (SQLException failure) {
                rollBack();
                throw new HistoryException.OutcomeUnknown(
                        what + " failed at its end; do it again, that is safe: " + Failures.message(failure), failure);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a failed transaction; the next one first makes sure that the connection works. */
    private void rollBack() {
        failed = true;
        try {
            Sql.run(connection, List.of("ROLLBACK"));
        } catch (SQLException nothingToEnd) {
            // A failed BEGIN or COMMIT leaves no transaction. Any worse failure shows when the token is read.
        }
    }

    private void usable() {
        if (closed) {
            throw Failures.closed();
        }
        if (!failed) {
            return;
        }
        try {
            LedgerTables.token(connection);
            failed = false;
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
