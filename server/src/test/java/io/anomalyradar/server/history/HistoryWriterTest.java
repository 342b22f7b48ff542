package io.anomalyradar.server.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.HeartbeatPosition;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {
    private static final HistoryConfig CONFIG = new HistoryConfig(Duration.ofDays(30), Duration.ofMillis(20), 500, 64);

    private final Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<HeartbeatPosition> heartbeats = new CopyOnWriteArrayList<>();
    private final TestBroker broker;
    private final TopicCatalog catalog;
    private final Topic topic;

    HistoryWriterTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        catalog = new TopicCatalog(broker.config());
        topic = new Topic(broker.bootstrap());
    }

    @AfterEach
    void stop() {
        topic.close();
        catalog.close();
        broker.close();
    }

    private HistoryStore store() {
        return DuckDbHistory.open(directory.resolve("history.db"), CONFIG);
    }

    private HistoryWriter writer(HistoryStore store) {
        return HistoryWriter.start(broker.config(), catalog, store, CONFIG, DeletedData.NONE, heartbeats::add, meters);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private static long stored(HistoryStore store, String device) {
        return store.counts(device).stream().mapToLong(SeriesCounts::total).sum();
    }

    /** Where the producer puts the records of {@code device}. */
    private static int partitionOf(String device) {
        return org.apache.kafka.common.utils.Utils.toPositive(
                        org.apache.kafka.common.utils.Utils.murmur2(device.getBytes(UTF_8)))
                % 2;
    }

    @Test
    void everyKindOfRecord_stored() {
        topic.write(Examples.scores("d", 1, "a", "b"));
        topic.write(Examples.open("x1", "d"));
        topic.write(Examples.ended("x1", "d"));
        topic.write(Examples.aggregate("d", "a"));

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 2
                    && store.anomaly("x1")
                            .map(a -> a.state() == AnomalyState.ENDED)
                            .orElse(false)
                    && store.aggregates("d", "a", 10_000, TimeRange.ALL, io.anomalyradar.history.PageRequest.first(10))
                                    .items()
                                    .size()
                            == 1);

            assertThat(writer.failure()).isEmpty();
            await().until(() -> writer.lagRecords() == 0);
        }
    }

    @Test
    void restarts_everySampleOnceThoughThePipelineRepeats() {
        int frames = 0;
        for (int round = 0; round < 4; round++) {
            // The pipeline goes back to its checkpoint and tells some frames again.
            for (int offset = Math.max(0, frames - 50); offset < frames + 200; offset++) {
                topic.write(Examples.scores("d", offset, "a", "b", "c"));
            }
            frames += 200;
            int expected = frames * 3;
            boolean last = round == 3;
            try (HistoryStore store = store();
                    HistoryWriter writer = writer(store)) {
                await().until(() -> stored(store, "d") >= (last ? expected : expected - 300));
                assertThat(writer.failure()).isEmpty();
            }
        }

        try (HistoryStore store = store()) {
            assertThat(stored(store, "d")).isEqualTo(frames * 3L);
        }
    }

    @Test
    void heartbeat_isReportedOnceCommitted_andNotListed() {
        topic.write(Examples.scores(Topics.heartbeatDevice(0), 7, "sent"));

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> !heartbeats.isEmpty());

            assertThat(heartbeats)
                    .containsExactly(new HeartbeatPosition(
                            Topics.heartbeatDevice(0), new SourcePosition(Examples.TELEMETRY_TOPIC, 0, 4, 7)));
            assertThat(store.device(Topics.heartbeatDevice(0))).isEmpty();
            assertThat(writer.failure()).isEmpty();
        }
    }

    @Test
    void lag_countsTelemetryThatNothingHasScored() throws Exception {
        String topicId;
        try (Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", broker.bootstrap()))) {
            topicId = admin.describeTopics(List.of(TopicNames.DEFAULT.telemetry()))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .topicId()
                    .toString();
        }
        int partition = partitionOf("d");

        topic.write(TopicNames.DEFAULT.telemetry(), "d", "{}".getBytes(UTF_8));
        topic.write(TopicNames.DEFAULT.telemetry(), "d", "{}".getBytes(UTF_8));
        topic.write(TopicNames.DEFAULT.telemetry(), "d", "{}".getBytes(UTF_8));

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> writer.lagRecords() == 3);

            topic.write(Examples.scores("d", new SourcePosition(topicId, partition, 0, 1), "a"));
            await().until(() -> writer.lagRecords() == 1);
            assertThat(meters.get("radar.telemetry.lag.records").gauge().value())
                    .isEqualTo(1);
        }
    }

    @Test
    void unreadableRecord_passedOverAndCounted() {
        topic.write(TopicNames.DEFAULT.scores(), "d", "nonsense".getBytes(UTF_8));
        topic.write(TopicNames.DEFAULT.anomalies(), "d", "{}".getBytes(UTF_8));
        topic.write(Examples.scores("d", 1, "a"));

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 1
                    && meters.counter("radar.history.unreadable").count() == 2);

            assertThat(writer.failure()).isEmpty();
        }
    }

    @Test
    void ownDevices_anomaliesAndWindowsNotStored() {
        topic.write(Examples.open("x1", "_heartbeat-0"));
        topic.write(Examples.aggregate("_heartbeat-0", "sent"));
        topic.write(Examples.open("x2", "d"));

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> store.anomaly("x2").isPresent());

            assertThat(store.anomaly("x1")).isEmpty();
            assertThat(writer.failure()).isEmpty();
        }
    }

    @Test
    void logNoLongerHoldsThePosition_goesOnAtItsBeginning() throws Exception {
        topic.write(Examples.scores("d", 1, "a"));
        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 1);
            assertThat(writer.failure()).isEmpty();
        }
        for (int offset = 2; offset < 10; offset++) {
            topic.write(Examples.scores("d", offset, "a"));
        }
        int partition = partitionOf("d");
        try (Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteRecords(java.util.Map.of(
                            new TopicPartition(TopicNames.DEFAULT.scores(), partition),
                            RecordsToDelete.beforeOffset(6)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 1 + 3);

            assertThat(writer.failure()).isEmpty();
            assertThat(meters.counter("radar.log.positions.lost", "reader", "history")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void brokerStartsLate_writerWaitsForIt() {
        broker.stop();

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> writer.failure().isPresent());
            broker.startAgain();
            topic.write(Examples.scores("d", 1, "a"));

            await().until(() -> stored(store, "d") == 1);
            assertThat(writer.failure()).isEmpty();
        }
    }
}
