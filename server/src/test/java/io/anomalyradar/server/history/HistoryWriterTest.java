package io.anomalyradar.server.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.Topic;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {
    private static final List<String> DEVICES = List.of("d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8");
    private static final HistoryConfig CONFIG =
            new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(20), 500, 64, null);

    private final Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
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
        return writer(store, "server", meters);
    }

    private HistoryWriter writer(HistoryStore store, String member, SimpleMeterRegistry registry) {
        return HistoryWriter.start(
                broker.config(),
                catalog,
                store,
                member,
                CONFIG,
                Duration.ofMinutes(5),
                DeviceDeletions.NONE,
                Traces.off(),
                registry);
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
                    && store.aggregates(
                                            "d",
                                            "a",
                                            Step.MINUTE,
                                            TimeRange.ALL,
                                            io.anomalyradar.history.PageRequest.first(10))
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
            // The pipeline returns to its checkpoint and emits some frames again.
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
    void heartbeat_advancesTheOffsetsAndIsNotListed() {
        topic.write(Examples.scores(Topics.heartbeatDevice(0), 7, "sent"));

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() ->
                    store.offsets().values().stream().mapToLong(LogOffset::next).sum() == 1);

            assertThat(store.device(Topics.heartbeatDevice(0))).isEmpty();
            assertThat(writer.failure()).isEmpty();
        }
    }

    @Test
    void serversThatShareAStore_oneStoppedAndOneKilled_everySampleOnce() {
        SimpleMeterRegistry first = new SimpleMeterRegistry();
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        AtomicInteger written = new AtomicInteger();
        try (HistoryStore store = store();
                HistoryWriter survivor = writer(store, "survivor", second);
                KafkaConsumer<byte[], byte[]> killed = memberThatStoresNothing(store)) {
            HistoryWriter stopped = writer(store, "stopped", first);
            await().until(() -> {
                writeRound(written);
                return frames(first) > 0 && frames(second) > 0;
            });
            await().until(() -> {
                writeRound(written);
                return !killed.poll(Duration.ofMillis(100)).isEmpty();
            });
            writeRound(written); // the killed one is silent from here on: its partitions move when its session ends

            stopped.close();
            writeRound(written);

            await().until(() -> storedOfAll(store) == written.get());
            assertThat(survivor.failure()).isEmpty();
            assertThat(frames(first) + frames(second)).isEqualTo(written.get());
            assertThat(repeated(first) + repeated(second)).isZero();
        }
    }

    /** A server of the group that reads and is gone before it has stored anything. */
    private KafkaConsumer<byte[], byte[]> memberThatStoresNothing(HistoryStore store) {
        KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrap(),
                        "group.id",
                        TopicNames.DEFAULT.group("history." + store.id()),
                        "group.instance.id",
                        "killed",
                        "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName(),
                        "session.timeout.ms",
                        6_000,
                        "max.poll.interval.ms",
                        6_000,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        member.subscribe(List.of(
                TopicNames.DEFAULT.scores(),
                TopicNames.DEFAULT.anomalies(),
                TopicNames.DEFAULT.aggregates(),
                TopicNames.DEFAULT.events()));
        return member;
    }

    private void writeRound(AtomicInteger written) {
        for (String device : DEVICES) {
            topic.write(Examples.scores(device, written.getAndIncrement(), "a"));
        }
    }

    private static long storedOfAll(HistoryStore store) {
        return DEVICES.stream().mapToLong(device -> stored(store, device)).sum();
    }

    private static long frames(SimpleMeterRegistry registry) {
        return (long) registry.counter("radar.history.frames").count();
    }

    private static long repeated(SimpleMeterRegistry registry) {
        return (long) registry.counter("radar.history.repeated").count();
    }

    @Test
    void logLostItsTailWhileNobodyRead_whatWasWrittenSinceIsStored() throws Exception {
        writeFrames(0, 200);
        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 200);
            assertThat(writer.failure()).isEmpty();
        }

        loseTail();
        writeFrames(200, 350); // beyond the offset that the store knows

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 350);
            assertThat(writer.failure()).isEmpty();
            assertThat(truncations()).isEqualTo(1);
        }

        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            writeFrames(350, 351);
            await().until(() -> stored(store, "d") == 351);
            assertThat(writer.failure()).isEmpty();
            assertThat(meters.counter("radar.history.repeated").count()).isZero();
        }
    }

    @Test
    void logLosesItsTailWhileTheWriterRuns_whatIsWrittenSinceIsStored() throws Exception {
        writeFrames(0, 200);
        try (HistoryStore store = store();
                HistoryWriter writer = writer(store)) {
            await().until(() -> stored(store, "d") == 200);

            loseTail();
            writeFrames(200, 350);

            await().until(() -> stored(store, "d") == 350);
            await().until(() -> writer.failure().isEmpty());
            assertThat(truncations()).isEqualTo(1);
        }
    }

    private double truncations() {
        return meters.counter("radar.log.truncations", "reader", "history").count();
    }

    private void writeFrames(int from, int to) {
        try (Topic fresh = new Topic(broker.bootstrap())) { // a producer of before would miss its own batches
            for (int offset = from; offset < to; offset++) {
                fresh.write(Examples.scores("d", offset, "a"));
            }
        }
    }

    /** As after a power failure: the end of the log never reached the disk. */
    private void loseTail() throws Exception {
        broker.stop();
        broker.loseTail(TopicNames.DEFAULT.scores(), partitionOf("d"), 60);
        broker.startAgain();
    }

    @Test
    void lag_countsTelemetryThatNothingHasScored() throws Exception {
        String topicId;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
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
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteRecords(Map.of(
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
