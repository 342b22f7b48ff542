package io.anomalyradar.history.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.model.config.ClickHouseConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server, over HTTP with blocks compressed by LZ4. At most {@value #MAX_READS} questions run at once; more wait, then
 * fail with {@code BUSY}. Nothing is tried again here: whoever writes repeats whole batches. Thread-safe.
 */
final class ChConnection implements AutoCloseable {
    private static final int MAX_READS = 8;
    private static final int WAIT_SECONDS = 10;
    private static final int QUERY_SECONDS = 30;
    private static final int WRITE_SECONDS = 120;

    private final Client client;
    private final Semaphore reads = new Semaphore(MAX_READS, true);
    private volatile boolean closed;

    ChConnection(ClickHouseConfig config, @Nullable String database) {
        Client.Builder builder = new Client.Builder()
                .addEndpoint(config.url())
                .setUsername(config.user())
                .setPassword(config.password())
                .setClientName("anomaly-radar")
                .compressClientRequest(true)
                .compressServerResponse(true)
                .useHttpCompression(false)
                .setMaxRetries(0)
                .setMaxConnections(2 * MAX_READS)
                .setConnectTimeout(5, java.time.temporal.ChronoUnit.SECONDS)
                .setSocketTimeout(WRITE_SECONDS + 5L, java.time.temporal.ChronoUnit.SECONDS);
        client = (database == null ? builder : builder.setDefaultDatabase(database)).build();
    }

    /** Takes the current row. */
    interface Reader {
        void read(ChRow row);
    }

    /** All rows of a question. */
    <T> List<T> rows(String what, String sql, Function<ChRow, T> row) {
        List<T> rows = new ArrayList<>();
        each(what, sql, current -> rows.add(row.apply(current)));
        return rows;
    }

    /** Gives each row of a question to {@code reader}; ends when the caller's work is cancelled. */
    void each(String what, String sql, Reader reader) {
        acquire();
        Cancellation cancellation = Cancellation.current();
        boolean[] begun = new boolean[1];
        try {
            open();
            try {
                ask(what, sql, cancellation, row -> {
                    begun[0] = true;
                    reader.read(row);
                });
            } catch (HistoryException failure) {
                // a kept connection may be that of a server that has restarted since
                if (failure.code() != Code.NOT_ACCESSIBLE || !failure.retryMayHelp() || begun[0]) {
                    throw failure;
                }
                ask(what, sql, cancellation, reader);
            }
        } finally {
            reads.release();
        }
    }

    @SuppressWarnings("try") // being interrupted is handled
    private void ask(String what, String sql, Cancellation cancellation, Reader reader) {
        try {
            QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
            Future<QueryResponse> running =
                    client.query(sql + " SETTINGS max_execution_time = " + QUERY_SECONDS, settings);
            cancellation.started(() -> running.cancel(true));
            try (QueryResponse response = running.get(QUERY_SECONDS + 5L, TimeUnit.SECONDS);
                    ClickHouseBinaryFormatReader rows = client.newBinaryFormatReader(response)) {
                ChRow row = new ChRow(rows);
                while (rows.hasNext() && rows.next() != null) {
                    reader.read(row);
                }
            }
        } catch (HistoryException refused) {
            throw refused;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HistoryException.Transient(Code.CANCELLED, what + " was interrupted", stopped);
        } catch (Exception failure) { // the client declares Exception
            throw cancellation.isCancelled()
                    ? new HistoryException.Transient(
                            Code.CANCELLED, what + " was stopped: nobody waits for it", failure)
                    : ChFailures.during(what, failure);
        } finally {
            cancellation.ended();
        }
    }

    /** The only number of a question. */
    long number(String what, String sql) {
        List<Long> found = rows(what, sql, row -> row.number("number"));
        return found.isEmpty() ? 0 : found.get(0);
    }

    /** Inserts rows; a table that has seen {@code token} ignores them, unless that is empty. */
    void insert(String what, String table, List<String> columns, ChOutput rows, String token) {
        open();
        InsertSettings settings = new InsertSettings();
        if (token.isEmpty()) { // or the hash of the rows would be the token: killed before they are stored, they were
            // lost
            settings.serverSetting("insert_deduplicate", "0");
        } else {
            settings.setDeduplicationToken(token);
        }
        try (InsertResponse response = client.insert(
                        table, columns, rows.stream(), ClickHouseFormat.RowBinary, settings)
                .get(WRITE_SECONDS, TimeUnit.SECONDS)) {
            response.getWrittenRows();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HistoryException.OutcomeUnknown(what + " was interrupted; do it again, that is safe", stopped);
        } catch (Exception failure) { // the client declares Exception
            throw ChFailures.during(what, failure);
        }
    }

    /** Does {@code sql}, which answers nothing. */
    void run(String what, String sql) {
        int code = tryRun(what, sql, 0);
        if (code != 0) {
            throw new IllegalStateException("no code is accepted, was " + code);
        }
    }

    /** As {@link #run}; answers {@code accepted} when ClickHouse refuses with that code, otherwise 0. */
    @SuppressWarnings("try") // being interrupted is handled
    int tryRun(String what, String sql, int accepted) {
        open();
        try (var response = client.execute(sql).get(WRITE_SECONDS, TimeUnit.SECONDS)) {
            return response == null ? -1 : 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HistoryException.OutcomeUnknown(what + " was interrupted; do it again, that is safe", stopped);
        } catch (Exception failure) { // the client declares Exception
            if (accepted != 0 && ChFailures.code(failure) == accepted) {
                return accepted;
            }
            throw ChFailures.during(what, failure);
        }
    }

    private void open() {
        if (closed) {
            throw ChFailures.closed();
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

    /** Waits for the questions under way. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reads.acquireUninterruptibly(MAX_READS);
            client.close();
            reads.release(MAX_READS);
        }
    }
}
