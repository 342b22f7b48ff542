package io.anomalyradar.app.deadletters;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.send.DeliveryException;
import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads radar.deadletter once, up to its end at the start of the reading; keeps no offsets. Not thread-safe. */
final class LetterReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    /** Receives letters; an exception ends the reading. */
    @FunctionalInterface
    interface Receiver {
        void take(StoredLetter letter) throws DeliveryException;
    }

    private final KafkaConfig kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final DeadLetterProtobuf protobuf = new DeadLetterProtobuf();
    private long unreadable;

    LetterReader(KafkaConfig kafka) {
        this.kafka = kafka;
        Map<String, Object> properties = KafkaClients.properties(
                kafka,
                Map.of(
                        "client.id",
                        kafka.topics().client("deadletters"),
                        "default.api.timeout.ms",
                        15_000,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"));
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Hands every letter stored at {@code fromMillis} or later to {@code letters}, in the topic's order. Throws
     * CommandFailure when no broker answers.
     */
    void read(long fromMillis, Receiver letters) throws DeliveryException {
        try {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(kafka.topics().deadLetters())
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(partitions, ends, fromMillis);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> stored : consumer.poll(POLL)) {
                    StoredLetter letter = stored.offset() < end(ends, stored) ? decoded(stored) : null;
                    if (letter != null) {
                        letters.take(letter);
                    }
                }
            }
        } catch (KafkaException failed) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    kafka.topics().deadLetters() + " cannot be read from " + kafka.bootstrapServers() + " ("
                            + failed.getMessage() + "); is 'radar up' running? 'radar doctor' shows more",
                    failed);
        }
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> stored) {
        return ends.getOrDefault(new TopicPartition(stored.topic(), stored.partition()), 0L);
    }

    private void seek(List<TopicPartition> partitions, Map<TopicPartition, Long> ends, long fromMillis) {
        if (fromMillis <= 0) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, fromMillis));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
    }

    private @Nullable StoredLetter decoded(ConsumerRecord<byte[], byte[]> stored) {
        byte[] value = stored.value();
        if (value == null) {
            unreadable++;
            return null;
        }
        try {
            return new StoredLetter(stored.partition(), stored.offset(), stored.timestamp(), protobuf.decode(value));
        } catch (IOException notALetter) {
            unreadable++;
            return null;
        }
    }

    /** Records read that are no dead letters. */
    long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
