package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.model.config.HistoryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * The open database file: its settings, a connection for the writer, and one for each read. At most {@value #MAX_READS}
 * reads run concurrently; more wait, then fail with {@code BUSY}.
 */
final class Database implements AutoCloseable {
    private static final int MAX_READS = 8;
    private static final int WAIT_SECONDS = 10;

    private final Path file;
    private final StoreLock lock;
    private final DuckDBConnection root;
    private final Semaphore reads = new Semaphore(MAX_READS, true);
    private volatile boolean closed;

    /** Something to read in one connection. */
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    private Database(Path file, StoreLock lock, DuckDBConnection root) {
        this.file = file;
        this.lock = lock;
        this.root = root;
    }

    /** Opens {@code file}, making it and its folder when they are missing. */
    static Database open(Path file, HistoryConfig config) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw new HistoryException.Permanent(
                    Code.NOT_ACCESSIBLE, "cannot make the folder of " + file + ": check data.dir", failure);
        }
        StoreLock lock = StoreLock.of(file);
        try {
            return new Database(file, lock, connect(file, config));
        } catch (SQLException failure) {
            lock.close();
            throw Failures.opening(file, failure);
        } catch (HistoryException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private static DuckDBConnection connect(Path file, HistoryConfig config) throws SQLException {
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, settings(file, config));
        try {
            ExportFolder exports = new ExportFolder(file);
            exports.clear();
            Sql.run(
                    connection,
                    List.of(
                            "SET GLOBAL TimeZone = 'UTC'",
                            "SET GLOBAL allowed_directories = [" + exports.quoted() + "]",
                            "SET GLOBAL enable_external_access = false",
                            "SET GLOBAL lock_configuration = true"));
            Schema.prepare(connection, file);
            return connection.unwrap(DuckDBConnection.class);
        } catch (SQLException | HistoryException failure) {
            connection.close();
            throw failure;
        } catch (IOException failure) {
            connection.close();
            throw new HistoryException.Permanent(
                    Code.NOT_ACCESSIBLE, "cannot clear the folder for exports beside " + file, failure);
        }
    }

    private static Properties settings(Path file, HistoryConfig config) {
        Properties settings = new Properties();
        settings.setProperty("threads", "1"); // each query runs in its caller's thread
        settings.setProperty("memory_limit", config.memoryLimitMegabytes() + "MB");
        settings.setProperty("temp_directory", file + ".tmp");
        settings.setProperty("wal_autocheckpoint", "64MB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return settings;
    }

    /** Where exported answers are written. */
    ExportFolder exports() {
        return new ExportFolder(file);
    }

    /** A connection for the writer, which closes it. */
    DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    /** Runs {@code query}; if it uses several statements, it must put them in a transaction to see one state. */
    <T> T read(String what, Query<T> query) {
        acquire();
        try {
            if (closed) {
                throw Failures.closed();
            }
            try (Connection connection = root.duplicate()) {
                return query.on(connection);
            }
        } catch (SQLException failure) {
            throw Failures.during(what, failure);
        } finally {
            reads.release();
        }
    }

    private void acquire() {
        try {
            if (!reads.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new HistoryException.Transient(
                        Code.BUSY, "the history answers " + MAX_READS + " queries already: try again later", null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HistoryException.Transient(
                    Code.BUSY, "interrupted while waiting to read the history: try again", interrupted);
        }
    }

    /** The size of the database on disk, its write-ahead log included. */
    long bytesOnDisk() {
        return size(file) + size(file.resolveSibling(file.getFileName() + ".wal"));
    }

    private static long size(Path part) {
        try {
            return Files.size(part);
        } catch (IOException absent) { // a checkpoint removes the log
            return 0;
        }
    }

    /** Waits for the reads under way. The writer's connection must be closed before. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        reads.acquireUninterruptibly(MAX_READS);
        try {
            root.close();
        } catch (SQLException failure) {
            throw Failures.during("closing the history store", failure);
        } finally {
            reads.release(MAX_READS);
            lock.close();
        }
    }
}
