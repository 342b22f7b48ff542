package io.anomalyradar.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.Recovered;
import io.anomalyradar.history.RowBatch;
import io.anomalyradar.history.RowStore;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.Topic;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer of a store without transactions finishes what a crash interrupted, with the same records. */
class InterruptedBatchTest {
    private static final HistoryConfig CONFIG =
            new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(20), 500, 64, null);

    /** A store that accepts a batch's intent and then stops, until it is repaired. */
    private static final class Announced {
        private final List<RowBatch> finished = new CopyOnWriteArrayList<>();
        private volatile @Nullable RowBatch announced;
        private volatile boolean mended;
        private volatile @Nullable Intent ofAnother;

        RowStore rows() {
            return (RowStore) Proxy.newProxyInstance(
                    RowStore.class.getClassLoader(),
                    new Class<?>[] {RowStore.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "id" -> "announced";
                        case "recover" -> new Recovered(LedgerEntries.none(), intent());
                        case "apply" -> apply((RowBatch) arguments[0]);
                        case "close" -> null;
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        private @Nullable Intent intent() {
            if (ofAnother != null) {
                return ofAnother;
            }
            RowBatch batch = announced;
            return batch == null ? null : batch.intent();
        }

        private long apply(RowBatch batch) {
            if (!mended) {
                announced = batch;
                throw new HistoryException.OutcomeUnknown("the store stopped", null);
            }
            finished.add(batch);
            return 0;
        }
    }

    @Test
    void restart_afterACrashInACommit_readsTheSameRecordsAgainBeforeAnyOther(@TempDir Path directory) throws Exception {
        Announced store = new Announced();
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TopicCatalog catalog = new TopicCatalog(broker.config());
                    Topic topic = new Topic(broker.bootstrap())) {
                for (int offset = 0; offset < 10; offset++) {
                    topic.write(Examples.scores(offset % 2 == 0 ? "even" : "odd", offset, "a", "b"));
                }
                run(store, broker, catalog, () -> store.announced != null);
                for (int offset = 10; offset < 20; offset++) {
                    topic.write(Examples.scores("early", offset, "a"));
                }
                store.mended = true;
                run(
                        store,
                        broker,
                        catalog,
                        () -> store.finished.stream()
                                        .mapToInt(batch -> batch.frames().size())
                                        .sum()
                                == 20);
            }
        }

        RowBatch interrupted = store.announced;
        RowBatch again = store.finished.get(0);
        assertThat(interrupted).isNotNull();
        assertThat(again.token()).isEqualTo(interrupted.token());
        assertThat(again.entries().series()).isEqualTo(interrupted.entries().series());
        assertThat(again.frames()).hasSameSizeAs(interrupted.frames());
        assertThat(store.finished.get(1).previous()).isEqualTo(again.token());
    }

    /** The batch has read a partition that another server owns: this one must not finish it, and must not give up. */
    @Test
    void batchOfAnotherServerIsOpen_waitsUntilItIsFinished(@TempDir Path directory) throws Exception {
        Announced store = new Announced();
        store.mended = true;
        store.ofAnother =
                new Intent(new BatchToken(1, "other"), Map.of(new LogPartition("other", 0), new LogOffset(0, 7)));
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TopicCatalog catalog = new TopicCatalog(broker.config());
                    Topic topic = new Topic(broker.bootstrap())) {
                topic.write(Examples.scores("even", 0, "a"));
                try (HistoryStore history = new HistoryStore(store.rows());
                        HistoryWriter writer = writer(history, broker, catalog)) {
                    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(writer.failure())
                            .hasValueSatisfying(
                                    failure -> assertThat(failure).contains("batch 1 of another server", "other/0")));
                    assertThat(store.finished).isEmpty();

                    store.ofAnother = null;

                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> store.finished.size() == 1);
                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> writer.failure()
                            .isEmpty());
                }
            }
        }
    }

    private static HistoryWriter writer(HistoryStore history, TestBroker broker, TopicCatalog catalog) {
        return HistoryWriter.start(
                broker.config(),
                catalog,
                history,
                "member",
                CONFIG,
                Duration.ofMinutes(5),
                DeviceDeletions.NONE,
                Traces.off(),
                new SimpleMeterRegistry());
    }

    private static void run(
            Announced store, TestBroker broker, TopicCatalog catalog, java.util.concurrent.Callable<Boolean> until) {
        try (HistoryStore history = new HistoryStore(store.rows());
                HistoryWriter writer = writer(history, broker, catalog)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(until);
            assertThat(writer).isNotNull();
        }
    }
}
