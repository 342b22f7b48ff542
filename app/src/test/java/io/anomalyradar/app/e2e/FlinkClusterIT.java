package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar on a separate Flink cluster without any preparation, as {@code flink run} submits it. */
class FlinkClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int READINGS = 100;

    @Test
    void jarSubmittedWithFlinkRun_scoresWhatIsInTheTopic(@TempDir Path home) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("kafka"), FreePort.next(), reason -> {});
                TopicAdmin admin = new TopicAdmin(KafkaConfig.at(kafka.bootstrapServers()), PATIENCE);
                FlinkCluster cluster = FlinkCluster.start(Files.createDirectory(home.resolve("flink")))) {
            admin.createMissing();
            sendReadings(kafka.bootstrapServers());

            int exitCode = cluster.run(
                    RadarProcess.root().resolve("pipeline/target/radar-job.jar"),
                    "--kafka.bootstrap-servers",
                    kafka.bootstrapServers());

            assertThat(exitCode).as(home.resolve("flink/run.log").toString()).isZero();
            assertThat(scoredValues(kafka.bootstrapServers())).containsExactlyElementsOf(values());
            assertThat(cluster.jobState()).isEqualTo("RUNNING");
        }
    }

    private static List<Double> values() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < READINGS; i++) {
            values.add((double) i);
        }
        return values;
    }

    private static void sendReadings(String bootstrapServers) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < READINGS; i++) {
                String frame = "{\"device\":\"pump-7\",\"ts\":" + (1_732_233_600_000L + i) + ",\"value\":" + i + "}";
                var unused = producer.send(new ProducerRecord<>(
                        TopicNames.DEFAULT.telemetry(),
                        "pump-7".getBytes(StandardCharsets.UTF_8),
                        frame.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static List<Double> scoredValues(String bootstrapServers) {
        List<Double> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "test", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TopicNames.DEFAULT.scores()));
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    for (ScoreFrame frame : new ScoreProtobuf().decodeBlock(record.value())) {
                        for (int i = 0; i < frame.size(); i++) {
                            values.add(frame.value(i));
                        }
                    }
                }
                return values.size() >= READINGS;
            });
        }
        return values;
    }
}
