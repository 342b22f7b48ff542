package io.anomalyradar.history.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.anomalyradar.history.Field;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.config.ClickHouseConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ClickHouse that is absent, refuses, or is killed: nothing is lost or doubled, and messages say what to do. */
class ClickHouseFailureTest {
    private static final int KILLS = Integer.getInteger("radar.clickhouse.kills", 8);
    private static final int FRAMES = 40;

    private Path data = Path.of("");

    @BeforeEach
    void requireTheEngine(@TempDir Path directory) throws Exception {
        assumeThat(ChdbServer.isInstalled())
                .as("the tests need ClickHouse's engine: .ci/prerequisites installs it")
                .isTrue();
        data = Files.createDirectory(directory.resolve("chdb"));
    }

    private static HistoryException failure(Runnable call) {
        try {
            call.run();
        } catch (HistoryException expected) {
            return expected;
        }
        throw new AssertionError("it succeeded");
    }

    /** The i-th batch: two devices that arrived on two days, so that it reaches two partitions. */
    private static HistoryBatch batch(long number) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (long i = number * FRAMES; i < (number + 1) * FRAMES; i++) {
            batch.add(PipelineOutput.scores("pump", i, i).appendedAt(1_000).frame());
            batch.add(PipelineOutput.scores("fan", i, i).appendedAt(172_800_000).frame());
        }
        batch.add(PipelineOutput.window("pump", number * 60_000, PipelineOutput.at(number), 1), 1);
        batch.add(PipelineOutput.anomaly("a" + number, "pump", number).emitted(), 1);
        return batch.advance(PipelineOutput.SCORES, PipelineOutput.next((number + 1) * FRAMES))
                .build();
    }

    private static void assertStoredOnce(HistoryStore store, long batches) {
        for (String device : List.of("pump", "fan")) {
            List<Points> points = store.points(
                            List.of(new SeriesName(device, "temperature")), Field.VALUE, TimeRange.ALL, 100_000)
                    .orElseThrow();
            assertThat(points.get(0).timesMillis())
                    .containsExactly(LongStream.range(0, batches * FRAMES).toArray());
        }
        assertThat(store.totals().samples()).isEqualTo(2 * batches * FRAMES);
        assertThat(store.totals().anomalies()).isEqualTo(batches);
        assertThat(store.aggregates("pump", "temperature", Step.MINUTE, TimeRange.ALL, PageRequest.first(1_000))
                        .items())
                .hasSize((int) batches);
        assertThat(store.offsets()).containsEntry(PipelineOutput.SCORES, PipelineOutput.next(batches * FRAMES));
    }

    @Test
    void wrongPassword_isSaidWithoutThePassword() {
        try (ChdbServer server = new ChdbServer(data, 0)) {
            HistoryException failure = failure(() -> ClickHouseHistory.open(
                    new ClickHouseConfig(server.config("h").url(), "default", "guessed-wrong", "h")));

            assertThat(failure.code()).isEqualTo(Code.NOT_ACCESSIBLE);
            assertThat(failure.retryMayHelp()).isFalse();
            assertThat(failure).hasMessageContaining("history.clickhouse.password");
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain("guessed-wrong");
            }
        }
    }

    @Test
    void serverDownAtStart_isSaidWithWhereItIsExpected() {
        HistoryException failure = failure(() -> ClickHouseHistory.open(
                new ClickHouseConfig("http://127.0.0.1:1", "default", ChdbServer.PASSWORD, "h")));

        assertThat(failure.code()).isEqualTo(Code.NOT_ACCESSIBLE);
        assertThat(failure.retryMayHelp()).isTrue();
        assertThat(failure).hasMessageContaining("history.clickhouse.url");
    }

    @Test
    void readOnlyServer_isSaid_andTheBatchIsStoredOnceItIsWritableAgain() {
        HistoryStore store;
        int port;
        try (ChdbServer server = new ChdbServer(data, 0)) {
            port = server.port();
            store = server.open("h");
            store.commit(batch(0));
        }
        try (ChdbServer server = new ChdbServer(data, port, "readonly")) {
            assertThat(server.port()).isEqualTo(port);
            HistoryException failure = failure(() -> store.commit(batch(1)));
            assertThat(failure.retryMayHelp()).isTrue();
            assertThat(failure).hasMessageContaining("read-only");
            assertThat(store.device("pump")).isPresent();
        }
        try (ChdbServer server = new ChdbServer(data, port)) {
            assertThat(server.port()).isEqualTo(port);
            store.commit(batch(1));
            assertStoredOnce(store, 2);
            store.close();
        }
    }

    @Test
    void killedWhileBatchesAreWritten_nothingIsLostOrDoubled() throws Exception {
        Random random = new Random(11);
        ChdbServer server = new ChdbServer(data, 0);
        int port = server.port();
        HistoryStore store = server.open("h");
        for (int number = 0; number < KILLS; number++) {
            HistoryBatch batch = batch(number);
            HistoryStore writing = store;
            CompletableFuture<Boolean> committed = CompletableFuture.supplyAsync(() -> committed(writing, batch));
            int delay = random.nextInt(120);
            CompletableFuture.runAsync(server::kill, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS))
                    .join();
            boolean isStored = committed.join();
            if (!isStored && number % 2 == 0) {
                assertThatThrownBy(() -> writing.commit(batch)).isInstanceOf(HistoryException.class); // still down
            }
            server = new ChdbServer(data, port);
            if (number % 3 == 2) { // this program was killed too: what it knows of the batch is in the store alone
                store.close();
                store = server.open("h");
                if (store.unfinished().isPresent()) {
                    store.finish(batch);
                }
            }
            store.commit(batch);
        }

        assertStoredOnce(store, KILLS);
        store.close();
        server.close();
    }

    private static boolean committed(HistoryStore store, HistoryBatch batch) {
        try {
            store.commit(batch);
            return true;
        } catch (HistoryException killed) {
            return false;
        }
    }

    @Test
    void twoServers_oneStartsABatch_theOtherIsRefusedAndGoesOnAfterwards() {
        try (ChdbServer server = new ChdbServer(data, 0);
                HistoryStore one = server.open("h");
                HistoryStore other = server.open("h")) {
            one.commit(batch(0));

            HistoryException refused = failure(() -> other.commit(batch(1)));
            other.commit(batch(0));
            other.commit(batch(1));

            assertThat(refused.code()).isEqualTo(Code.CONFLICT);
            assertThat(one.id()).isEqualTo(other.id());
            assertStoredOnce(other, 2);
        }
    }

    @Test
    void hostileNames_areOnlyNames() {
        try (ChdbServer server = new ChdbServer(data, 0);
                HistoryStore store = server.open("h`; DROP DATABASE x")) {
            String name = "'); DROP TABLE samples; -- \\' \" `x` {p:Int} %s ü";
            store.commit(HistoryBatch.builder()
                    .add(PipelineOutput.scores(name, 1, 0).metrics(name).frame())
                    .build());

            assertThat(store.series(name, name, TimeRange.ALL, 10).size()).isEqualTo(1);
            assertThat(store.catalogue()).singleElement().satisfies(series -> {
                assertThat(series.device()).isEqualTo(name);
                assertThat(series.metrics()).containsExactly(name);
            });
        }
    }
}
