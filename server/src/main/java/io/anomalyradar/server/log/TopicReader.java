package io.anomalyradar.server.log;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.KafkaConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of some topics, each from the position that its owner knows. Partitions that are added, and topics
 * that are deleted and made anew, are found within {@value #REFRESH_SECONDS} s. A position that the log no longer holds is
 * counted, logged, and replaced by the {@link Origin}. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final int REFRESH_SECONDS = 30;

    /** Where a partition is read from when no position is known or the one known is gone. */
    public enum Origin {
        BEGINNING,
        END
    }

    private final List<String> topics;
    private final Origin origin;
    private final TopicCatalog catalog;
    private final Function<LogPartition, OptionalLong> positions;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Counter outOfRange;
    private Map<TopicPartition, LogPartition> partitions = Map.of();
    private long refreshedNanos;

    /**
     * A reader that has every partition assigned.
     *
     * @param name for the client's id and metrics
     * @param settings of the consumer
     * @param positions the next offset to read of a partition; empty: {@code origin}
     * @throws org.apache.kafka.common.KafkaException when the topics are missing or the broker does not answer
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    public TopicReader(
            String name,
            KafkaConfig kafka,
            TopicCatalog catalog,
            List<String> topics,
            Map<String, Object> settings,
            Origin origin,
            Function<LogPartition, OptionalLong> positions,
            MeterRegistry meters)
            throws InterruptedException {
        this.catalog = catalog;
        this.topics = List.copyOf(topics);
        this.origin = origin;
        this.positions = positions;
        outOfRange = Counter.builder("radar.log.positions.lost")
                .description("Positions that the log no longer held: what stood between was missed")
                .tag("reader", name)
                .register(meters);
        Map<String, Object> own = new HashMap<>(settings);
        own.put("client.id", kafka.topics().client(name));
        own.put("enable.auto.commit", false);
        own.put("auto.offset.reset", "none");
        own.put("default.api.timeout.ms", 10_000);
        consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            refresh();
        } catch (RuntimeException | InterruptedException failed) {
            consumer.close();
            throw failed;
        }
    }

    /** The next records, waiting for them {@code patience} at the most. */
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) throws InterruptedException {
        if (System.nanoTime() - refreshedNanos > TimeUnit.SECONDS.toNanos(REFRESH_SECONDS)) {
            refresh();
        }
        try {
            return consumer.poll(patience);
        } catch (OffsetOutOfRangeException gone) {
            Set<TopicPartition> lost = gone.offsetOutOfRangePartitions().keySet();
            LOG.warn("the log no longer holds {}: going on at its {}", gone.offsetOutOfRangePartitions(), origin);
            outOfRange.increment(lost.size());
            seekToOrigin(lost);
            return ConsumerRecords.empty();
        }
    }

    private void refresh() throws InterruptedException {
        Map<TopicPartition, LogPartition> found = catalog.partitions(topics);
        refreshedNanos = System.nanoTime();
        if (found.equals(partitions)) {
            return;
        }
        consumer.assign(found.keySet());
        for (Map.Entry<TopicPartition, LogPartition> entry : found.entrySet()) {
            if (!entry.getValue().equals(partitions.get(entry.getKey()))) {
                OptionalLong position = positions.apply(entry.getValue());
                if (position.isPresent()) {
                    consumer.seek(entry.getKey(), position.getAsLong());
                } else {
                    seekToOrigin(Set.of(entry.getKey()));
                }
            }
        }
        partitions = found;
    }

    private void seekToOrigin(Collection<TopicPartition> which) {
        switch (origin) {
            case BEGINNING -> consumer.seekToBeginning(which);
            case END -> consumer.seekToEnd(which);
        }
    }

    /** Goes on at the end of every partition of {@code topic}. */
    public void skipToEnd(String topic) {
        consumer.seekToEnd(partitions.keySet().stream()
                .filter(p -> p.topic().equals(topic))
                .toList());
    }

    /** Where {@code record} comes from. */
    public LogPartition partition(ConsumerRecord<?, ?> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        LogPartition known = partitions.get(partition);
        if (known == null) {
            throw new IllegalStateException("a record of " + partition + ", which is not assigned");
        }
        return known;
    }

    /** The next offset to read of each partition; asks the broker where it is not known yet. */
    public Map<LogPartition, Long> nextOffsets() {
        Map<LogPartition, Long> next = new HashMap<>();
        partitions.forEach((topicPartition, partition) -> next.put(partition, consumer.position(topicPartition)));
        return next;
    }

    /** Records of {@code topic} not yet polled, as far as is known. */
    public long lag(String topic) {
        long lag = 0;
        for (TopicPartition partition : partitions.keySet()) {
            if (partition.topic().equals(topic)) {
                lag += consumer.currentLag(partition).orElse(0);
            }
        }
        return lag;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
