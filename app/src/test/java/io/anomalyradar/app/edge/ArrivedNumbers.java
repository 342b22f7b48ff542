package io.anomalyradar.app.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Which of the numbers that a gateway sent have come, each with a hash of its frame's id: under another id it is double. */
final class ArrivedNumbers {
    private static final String TELEMETRY = TopicNames.DEFAULT.telemetry();

    private final long[] ids;
    private int numbers;
    private int doubled;

    private ArrivedNumbers(int messages) {
        ids = new long[messages];
    }

    /** Makes the topic in a broker that ends again. */
    static void makeTopic(Path log, int port) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(log, port, reason -> {});
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TELEMETRY, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Reads until all numbers have come and the gateway has none left. */
    static ArrivedNumbers await(EmbeddedKafka broker, EdgeProcess gateway, int messages, Duration patience) {
        ArrivedNumbers arrived = new ArrivedNumbers(messages);
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(TELEMETRY, 0), new TopicPartition(TELEMETRY, 1));
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Awaitility.await().atMost(patience).until(() -> {
                arrived.addAll(reader);
                return arrived.numbers == messages;
            });
            Awaitility.await().atMost(patience).until(() -> gateway.metric("radar_edge_buffer_frames") == 0);
            arrived.addAll(reader);
        }
        return arrived;
    }

    /** Reads until nothing comes for a second. */
    private void addAll(KafkaConsumer<byte[], byte[]> reader) {
        ConsumerRecords<byte[], byte[]> records = reader.poll(Duration.ofSeconds(1));
        while (!records.isEmpty()) {
            records.forEach(this::add);
            records = reader.poll(Duration.ofSeconds(1));
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        byte[] frameId = record.headers().lastHeader(Topics.FRAME_ID).value();
        Decoded decoded = new FrameProtobuf().decode(record.value(), new String(frameId, UTF_8));
        int number = (int) Objects.requireNonNull(decoded.frame()).value(0);
        long id = UUID.nameUUIDFromBytes(frameId).getMostSignificantBits();
        if (ids[number] == 0) {
            ids[number] = id;
            numbers++;
        } else if (ids[number] != id) {
            doubled++;
        }
    }

    int numbers() {
        return numbers;
    }

    int doubled() {
        return doubled;
    }
}
