package io.anomalyradar.bus.deadletters;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
public final class LetterReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    /** Receives letters; an exception ends the reading. */
    @FunctionalInterface
    public interface Receiver<E extends Exception> {
        void take(StoredLetter letter) throws E;
    }

    private final KafkaConfig kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final DeadLetterProtobuf protobuf = new DeadLetterProtobuf();
    private long unreadable;

    /** A reader; the broker need not be there yet. */
    public LetterReader(KafkaConfig kafka) {
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
     * Hands every letter stored at {@code fromMillis} or later to {@code letters}, in the topic's order.
     *
     * @throws KafkaException when no broker answers
     */
    public <E extends Exception> void read(long fromMillis, Receiver<E> letters) throws E {
        List<TopicPartition> partitions = assigned();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(partitions, ends, fromMillis);
        readTo(ends, letters);
    }

    /**
     * The newest letters, at most {@code most} of each partition, the newest first.
     *
     * @throws KafkaException when no broker answers
     */
    public List<StoredLetter> newest(int most) {
        List<TopicPartition> partitions = assigned();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        ends.forEach(
                (partition, end) -> consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - most)));
        List<StoredLetter> found = new ArrayList<>();
        readTo(ends, found::add);
        found.sort(Comparator.comparingLong(StoredLetter::storedMillis)
                .thenComparingLong(StoredLetter::offset)
                .reversed());
        return found;
    }

    private List<TopicPartition> assigned() {
        List<TopicPartition> partitions = consumer.partitionsFor(kafka.topics().deadLetters()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }

    private <E extends Exception> void readTo(Map<TopicPartition, Long> ends, Receiver<E> letters) throws E {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> stored : consumer.poll(POLL)) {
                StoredLetter letter = stored.offset() < end(ends, stored) ? decoded(stored) : null;
                if (letter != null) {
                    letters.take(letter);
                }
            }
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
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
