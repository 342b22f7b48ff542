package io.anomalyradar.app.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The rows of result tables as any Kafka client reads them: the newest of each key, keys as their values in words. */
final class ResultTopics implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConfig kafka;
    private final Map<String, KafkaConsumer<byte[], byte[]>> consumers = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> rows = new HashMap<>();

    ResultTopics(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    Map<String, JsonNode> of(String table) {
        Map<String, JsonNode> known = rows.computeIfAbsent(table, unknown -> new TreeMap<>());
        KafkaConsumer<byte[], byte[]> consumer = consumers.computeIfAbsent(table, this::consumer);
        var read = consumer.poll(Duration.ofMillis(200));
        while (!read.isEmpty()) {
            read.forEach(record -> take(record, known));
            read = consumer.poll(Duration.ofMillis(200));
        }
        return known;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String table) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor("radar.sql." + table).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<String, JsonNode> rows) {
        String key = StreamSupport.stream(json(record.key()).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
        byte @Nullable [] value = record.value();
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put(key, json(value));
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        consumers.values().forEach(KafkaConsumer::close);
    }
}
