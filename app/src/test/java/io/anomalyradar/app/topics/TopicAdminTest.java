package io.anomalyradar.app.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdminTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;

    TopicAdminTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void missingTopics_areCreatedAsSpecified_andOutliveTheBroker() throws IOException {
        int port = FreePort.next();
        List<TopicState> created;
        try (EmbeddedKafka broker = broker(port);
                TopicAdmin admin = admin(broker.bootstrapServers())) {
            assertThat(admin.states()).noneMatch(TopicState::exists);

            assertThat(admin.createMissing()).hasSize(20);

            assertThat(admin.createMissing()).isEmpty();
            created = admin.states();
        }

        assertThat(created)
                .allSatisfy(topic -> assertThat(topic.differences()).isEmpty())
                .extracting(topic -> topic.name() + " " + topic.partitions())
                .containsExactly(
                        "radar.telemetry 4",
                        "radar.events 4",
                        "radar.scores 4",
                        "radar.anomalies 4",
                        "radar.alerts 4",
                        "radar.incidents 4",
                        "radar.capsules 4",
                        "radar.states 4",
                        "radar.notifications 4",
                        "radar.commands 4",
                        "radar.aggregates 4",
                        "radar.deadletter 1",
                        "radar.deliveries 4",
                        "radar.config 1",
                        "radar.devices 1",
                        "radar.silences 1",
                        "radar.keys 1",
                        "radar.subscriptions 1",
                        "radar.sessions 1",
                        "radar.audit 1");
        try (EmbeddedKafka broker = broker(port);
                TopicAdmin admin = admin(broker.bootstrapServers())) {
            assertThat(admin.states()).isEqualTo(created);
        }
    }

    @Test
    void topicThatDiffers_isEmitted_andLeftAsItIs() throws IOException, InterruptedException, ExecutionException {
        try (EmbeddedKafka broker = broker(FreePort.next());
                TopicAdmin admin = admin(broker.bootstrapServers());
                Admin foreign = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic own = new NewTopic("radar.telemetry", 2, (short) 1)
                    .configs(Map.of("message.timestamp.type", "CreateTime"));
            foreign.createTopics(List.of(own)).all().get();

            admin.createMissing();

            TopicState telemetry = admin.states().get(0);
            assertThat(telemetry.partitions()).isEqualTo(2);
            assertThat(telemetry.differences())
                    .contains("message.timestamp.type is CreateTime, should be LogAppendTime");
        }
    }

    @Test
    void topicsThatDiffer_areMadeAsSpecified_andForeignSettingsStay() throws Exception {
        try (EmbeddedKafka broker = broker(FreePort.next());
                TopicAdmin admin = admin(broker.bootstrapServers());
                Admin foreign = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            foreign.createTopics(List.of(
                            new NewTopic("radar.telemetry", 2, (short) 1)
                                    .configs(Map.of("retention.ms", "1000", "max.compaction.lag.ms", "5000")),
                            new NewTopic("radar.audit", 3, (short) 1)))
                    .all()
                    .get();

            TopicChanges changes = admin.changes(false);
            admin.apply(changes);

            assertThat(changes.lines())
                    .contains(
                            "~ radar.telemetry: retention.ms 1000 → 604800000",
                            "~ radar.telemetry: message.timestamp.type CreateTime → LogAppendTime",
                            "+ radar.scores: 4 partitions, 1 replica")
                    .noneMatch(line -> line.contains("max.compaction.lag.ms"));
            assertThat(changes.obstacles())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("radar.telemetry: partitions 2 → 4 moves keys"))
                    .anyMatch(line -> line.startsWith("radar.audit: partitions 3 → 1: Kafka removes no partitions"));
            assertThat(admin.states()).hasSize(20).allSatisfy(topic -> assertThat(topic.differences())
                    .isEmpty());
            assertThat(admin.changes(false).lines()).isEmpty();

            admin.apply(admin.changes(true));

            await().untilAsserted(
                            () -> assertThat(admin.states().get(0).partitions()).isEqualTo(4));
        }
    }

    @Test
    void moreReplicasThanBrokers_isAnObstacle_andNothingIsCreated() throws IOException {
        try (EmbeddedKafka broker = broker(FreePort.next());
                TopicAdmin admin = new TopicAdmin(
                        new KafkaConfig(broker.bootstrapServers(), TopicNames.DEFAULT, 4, 3, Map.of()), PATIENCE)) {
            TopicChanges changes = admin.changes(false);
            admin.apply(changes);

            assertThat(changes.obstacles()).contains("kafka.replication-factor is 3, but only 1 broker is up");
            assertThat(admin.states()).noneMatch(TopicState::exists);
        }
    }

    @Test
    void markReplay_keepsWhereTelemetryEnds() throws Exception {
        try (EmbeddedKafka broker = broker(FreePort.next());
                TopicAdmin admin = admin(broker.bootstrapServers());
                Admin foreign = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                Producer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createMissing();
            String topicId = admin.states().get(0).id().toString();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>("radar.telemetry", 1, "d", "{}"))
                        .get();
            }

            admin.markReplay(1234);

            assertThat(foreign.listConsumerGroupOffsets("radar.replay")
                            .partitionsToOffsetAndMetadata()
                            .get())
                    .containsOnlyKeys(new TopicPartition("radar.telemetry", 1))
                    .hasEntrySatisfying(new TopicPartition("radar.telemetry", 1), end -> {
                        assertThat(end.offset()).isEqualTo(3);
                        assertThat(end.leaderEpoch()).isPresent();
                        assertThat(end.metadata()).isEqualTo(topicId + " 1234");
                    });
        }
    }

    @Test
    void installationsWithDifferentPrefixes_shareOneBroker() throws IOException {
        try (EmbeddedKafka broker = broker(FreePort.next());
                TopicAdmin first = admin(broker.bootstrapServers());
                TopicAdmin second = new TopicAdmin(
                        new KafkaConfig(broker.bootstrapServers(), new TopicNames("site-b."), 2, 1, Map.of()),
                        PATIENCE)) {
            first.createMissing();

            assertThat(second.createMissing()).contains("site-b.telemetry", "site-b.deadletter");

            assertThat(second.states())
                    .allMatch(topic -> topic.name().startsWith("site-b.") && topic.exists())
                    .extracting(TopicState::id)
                    .doesNotContainAnyElementsOf(
                            first.states().stream().map(TopicState::id).toList());
        }
    }

    @Test
    void nobodyThere_isEmittedWithTheAddress() throws IOException {
        String address = "127.0.0.1:" + FreePort.next();

        try (TopicAdmin admin = new TopicAdmin(KafkaConfig.at(address), Duration.ofSeconds(1))) {
            assertThatThrownBy(admin::states)
                    .isInstanceOf(TopicFailure.class)
                    .hasMessage("no Kafka broker answers at " + address);
        }
    }

    private EmbeddedKafka broker(int port) throws IOException {
        return EmbeddedKafka.start(directory, port, reason -> {});
    }

    private static TopicAdmin admin(String bootstrapServers) {
        return new TopicAdmin(KafkaConfig.at(bootstrapServers), PATIENCE);
    }
}
