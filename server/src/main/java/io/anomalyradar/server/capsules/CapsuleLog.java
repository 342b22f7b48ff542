package io.anomalyradar.server.capsules;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.capsule.CapsuleStartJson;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicFollower;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Where in radar.capsules the record of each anomaly is: the newest {@value #MAX_KNOWN}, about 100 bytes each. The
 * records themselves, some kilobytes each, stay in the log and are read one by one when somebody asks. Thread-safe.
 */
public final class CapsuleLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration MOST_WAIT = Duration.ofSeconds(5);
    private static final int MAX_KNOWN = 200_000;

    private record Place(TopicPartition partition, long offset) {}

    private final KafkaConfig kafka;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Worker worker;

    private CapsuleLog(KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        this.kafka = kafka;
        worker = TopicFollower.start(
                "capsules", kafka, catalog, kafka.topics().capsules(), Map.of(), meters, this::take);
    }

    /** Starts to read the topic from its beginning. */
    public static CapsuleLog start(KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        return new CapsuleLog(kafka, catalog, meters);
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        if (key == null || record.value() == null) {
            return;
        }
        String anomaly = new String(key, StandardCharsets.UTF_8);
        places.remove(anomaly); // the newest are last
        places.put(anomaly, new Place(new TopicPartition(record.topic(), record.partition()), record.offset()));
        if (places.size() > MAX_KNOWN) {
            places.remove(places.keySet().iterator().next());
        }
    }

    private synchronized @Nullable Place place(String anomaly) {
        return places.get(anomaly);
    }

    /**
     * What the anomaly began with; empty if the log does not have it.
     *
     * @throws IOException if the record is no capsule
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    Optional<CapsuleStart> read(String anomaly) throws IOException {
        Place place = place(anomaly);
        if (place == null) {
            return Optional.empty();
        }
        Map<String, Object> settings = Map.of(
                "client.id",
                kafka.topics().client("capsule-reader"),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "max.poll.records",
                1,
                "default.api.timeout.ms",
                (int) MOST_WAIT.toMillis());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place.partition()));
            consumer.seek(place.partition(), place.offset());
            long deadline = System.nanoTime() + MOST_WAIT.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                    return decoded(anomaly, record);
                }
            }
        }
        throw new org.apache.kafka.common.errors.TimeoutException(
                "the broker did not answer within " + TimeUnit.NANOSECONDS.toSeconds(MOST_WAIT.toNanos()) + " s");
    }

    /** Compaction may have left a later record at the place. */
    private static Optional<CapsuleStart> decoded(String anomaly, ConsumerRecord<byte[], byte[]> record)
            throws IOException {
        byte[] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        CapsuleStart start = CapsuleStartJson.decode(value);
        return start.anomaly().equals(anomaly) ? Optional.of(start) : Optional.empty();
    }

    @Override
    public void close() {
        worker.close();
    }
}
