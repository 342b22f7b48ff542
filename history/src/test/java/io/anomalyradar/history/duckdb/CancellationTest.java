package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.HistoryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;

/** A statement under way ends when nobody waits for it. */
class CancellationTest {
    private static final String ENDLESS = "SELECT count(*) FROM range(1000000000000) AS r (a) WHERE a % 7 = 3";

    @Test
    void cancel_whileAStatementRuns_stopsIt() throws Exception {
        Cancellation cancellation = new Cancellation();
        CountDownLatch connected = new CountDownLatch(1);
        CompletableFuture<HistoryException> failure = CompletableFuture.supplyAsync(() -> cancellation.run(() -> {
            try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new java.util.Properties())) {
                connected.countDown();
                Sql.number(connection, ENDLESS);
                throw new AssertionError("it ended");
            } catch (SQLException stopped) {
                return Failures.during("counting", stopped);
            } catch (HistoryException refused) { // cancelled before it began
                return refused;
            }
        }));
        connected.await();

        cancellation.cancel();

        assertThat(failure.get(25, TimeUnit.SECONDS).code()).isEqualTo(HistoryException.Code.CANCELLED);
    }
}
