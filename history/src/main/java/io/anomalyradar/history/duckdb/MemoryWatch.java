package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels a question as soon as the database works with much more memory than before it. DuckDB has one limit for all:
 * without the watch, a large question would leave nothing for the writer and the charts.
 */
final class MemoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final long INTERVAL_MILLIS = 50;

    /** What a query has in work; what is cached of the file gives way to it. */
    private static final String IN_WORK =
            """
            SELECT CAST(coalesce(sum(memory_usage_bytes), 0) AS BIGINT) FROM duckdb_memory()
            WHERE tag NOT IN ('BASE_TABLE', 'METADATA', 'ART_INDEX', 'IN_MEMORY_TABLE', 'TRANSACTION')""";

    private final Connection connection;
    private final Cancellation question;
    private final long mostBytes;
    private final CountDownLatch over = new CountDownLatch(1);
    private final BooleanSupplier elsewhere;
    private volatile boolean exceeded;

    /**
     * Watches until it is closed.
     *
     * @param connection for the watch alone, which closes it
     * @param growthBytes by how much memory in work may grow
     * @param elsewhere whether the question takes too much of something else
     */
    static MemoryWatch start(Connection connection, Cancellation question, long growthBytes, BooleanSupplier elsewhere)
            throws SQLException {
        long before = Sql.number(connection, IN_WORK);
        MemoryWatch watch = new MemoryWatch(connection, question, before + growthBytes, elsewhere);
        Thread thread = new Thread(watch::run, "radar-sql-memory");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private MemoryWatch(Connection connection, Cancellation question, long mostBytes, BooleanSupplier elsewhere) {
        this.connection = connection;
        this.question = question;
        this.mostBytes = mostBytes;
        this.elsewhere = elsewhere;
    }

    /** Whether the question was cancelled because of its memory. */
    boolean hasExceeded() {
        return exceeded;
    }

    private void run() {
        try (connection) {
            while (!over.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Sql.number(connection, IN_WORK) > mostBytes) {
                    exceeded = true;
                    question.cancel();
                    return;
                }
                if (elsewhere.getAsBoolean()) {
                    question.cancel();
                    return;
                }
            }
        } catch (SQLException blind) {
            LOG.warn("the memory of a question in SQL cannot be watched: it is cancelled", blind);
            question.cancel();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
