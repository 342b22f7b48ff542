package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares positions with the log. A position is the next offset to read and the leader epoch of the record before it.
 * The broker knows the end of each epoch; a position beyond that end refers to records that the log has lost.
 */
final class LogEnds {
    private final Properties properties;

    LogEnds(Properties properties) {
        this.properties = properties;
    }

    /**
     * For each of {@code positions} whose records the log has lost, the first offset that differs from what was read. A
     * position without an epoch is compared only with the end of the log.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    Map<TopicPartition, Long> lost(Map<TopicPartition, OffsetAndMetadata> positions) {
        if (positions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> lost = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(positions.keySet());
            Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
            positions.forEach((partition, position) -> {
                long end = ends.getOrDefault(partition, Long.MAX_VALUE);
                long held = Math.min(end, held(consumer, partition, position));
                if (held < position.offset()) {
                    lost.put(partition, held);
                }
            });
        }
        return lost;
    }

    /** The consumer validates a position that has an epoch, and moves it to the first offset that diverges. */
    private static long held(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, OffsetAndMetadata position) {
        if (position.leaderEpoch().isEmpty()) {
            return position.offset();
        }
        consumer.seek(partition, position);
        return consumer.position(partition);
    }

    static OffsetAndMetadata position(long offset, int leaderEpoch) {
        return new OffsetAndMetadata(
                offset, leaderEpoch == SourcePosition.UNKNOWN_EPOCH ? Optional.empty() : Optional.of(leaderEpoch), "");
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
