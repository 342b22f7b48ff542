package io.anomalyradar.app.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.edge.testing.Mosquitto;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed while Kafka is away and messages come in from mosquitto, which have no time of their own: nothing
 * may tell a message from its repeat but the gateway. Every one of them counts once.
 *
 * <p>-Dradar.edge.seconds=3600 makes it an hour at a thousand readings a second ('make soak').
 */
class EdgeKillTest {
    private static final int SECONDS = Integer.getInteger("radar.edge.seconds", 6);
    private static final int A_SECOND = 1_000;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2 + SECONDS / 60);
    private static final String TELEMETRY = TopicNames.DEFAULT.telemetry();

    @Test
    void killedThriceWhileKafkaIsAway_nothingLostNothingDoubled(@TempDir Path home) throws Exception {
        int port = FreePort.next();
        Path log = home.resolve("kafka");
        try (EmbeddedKafka broker = EmbeddedKafka.start(log, port, reason -> {});
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TELEMETRY, 2, (short) 1)))
                    .all()
                    .get();
        }
        String yaml =
                """
                uplink.kafka.bootstrap-servers: 127.0.0.1:%d
                sources:
                  plant:
                    type: mqtt
                    url: %s
                    topics: "{device}/{metric}"
                """;
        int messages = SECONDS * A_SECOND;
        try (Mosquitto mosquitto = new Mosquitto(Files.createDirectory(home.resolve("mosquitto")));
                EdgeProcess gateway =
                        EdgeProcess.ofClasses(home.resolve("edge"), yaml.formatted(port, mosquitto.url()))) {
            gateway.start();
            gateway.awaitConnected("plant");
            Thread sending = new Thread(() -> send(mosquitto, messages));
            sending.start();
            Random random = new Random(11);
            for (int kill = 0; kill < KILLS; kill++) {
                int after = (kill + 1) * messages / (KILLS + 2) + random.nextInt(50);
                awaitWritten(gateway, after / (kill + 1) / 2);
                gateway.kill();
                gateway.start();
                gateway.awaitConnected("plant");
            }
            sending.join();

            try (EmbeddedKafka broker = EmbeddedKafka.start(log, port, reason -> {})) {
                List<Frame> arrived = new ArrayList<>();
                try (KafkaConsumer<byte[], byte[]> reader = reader(broker.bootstrapServers())) {
                    await().atMost(PATIENCE).until(() -> {
                        reader.poll(Duration.ofMillis(200)).forEach(record -> arrived.add(frame(record)));
                        return arrived.size() >= messages;
                    });
                    await().atMost(PATIENCE).until(() -> gateway.metric("radar_edge_buffer_frames") == 0);
                    reader.poll(Duration.ofSeconds(1)).forEach(record -> arrived.add(frame(record)));
                }
                Set<String> ids = new HashSet<>();
                List<Integer> once = arrived.stream()
                        .filter(frame -> ids.add(Objects.requireNonNull(frame.id())))
                        .map(frame -> (int) frame.value(0))
                        .sorted()
                        .toList();

                assertThat(once)
                        .as(gateway.log())
                        .isEqualTo(IntStream.range(0, messages).boxed().toList());
            }
        }
    }

    /** Waits until the process that runs now has stored this many frames. */
    private static void awaitWritten(EdgeProcess gateway, int frames) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> gateway.metric("radar_edge_buffer_written_frames_total") >= frames);
    }

    /** Publishes 0, 1, 2 ... evenly over the time. */
    private static void send(Mosquitto mosquitto, int messages) {
        try {
            Process sender = mosquitto.publisher("press/count");
            try (OutputStream lines = sender.getOutputStream()) {
                long start = System.nanoTime();
                for (int i = 0; i < messages; i++) {
                    lines.write((i + "\n").getBytes(UTF_8));
                    if (i % 20 == 0) {
                        lines.flush();
                        long ahead = start + i * (1_000_000_000L / A_SECOND) - System.nanoTime();
                        Thread.sleep(Math.max(0, ahead / 1_000_000));
                    }
                }
            }
            if (sender.waitFor() != 0) {
                throw new IllegalStateException("mosquitto_pub failed");
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static KafkaConsumer<byte[], byte[]> reader(String servers) {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(TELEMETRY, 0), new TopicPartition(TELEMETRY, 1));
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    private static Frame frame(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.headers().lastHeader(Topics.FRAME_ID).value(), UTF_8);
        Decoded decoded = new FrameProtobuf().decode(record.value(), id);
        return Objects.requireNonNull(decoded.frame());
    }
}
