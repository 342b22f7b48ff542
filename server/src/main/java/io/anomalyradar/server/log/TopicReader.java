package io.anomalyradar.server.log;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.KafkaConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every partition of some topics, from the end or the beginning, without a consumer group. Added partitions, and
 * topics that are deleted and created again, are found within {@value #REFRESH_SECONDS} s. When retention overtakes the
 * reader it continues where it would have started; where the log lost its tail, it continues at the first offset that
 * differs. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {
    private static final int REFRESH_SECONDS = 30;

    private final List<String> topics;
    private final TopicCatalog catalog;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LostPositions lostPositions;
    private final Consumer<Collection<TopicPartition>> start;
    private Map<TopicPartition, LogPartition> partitions = Map.of();
    private long refreshedNanos;

    /**
     * A reader that has every partition assigned.
     *
     * @param name for the client's id and metrics
     * @param settings of the consumer
     * @throws org.apache.kafka.common.KafkaException when the topics are missing or the broker does not answer
     */
    public TopicReader(
            String name,
            KafkaConfig kafka,
            TopicCatalog catalog,
            List<String> topics,
            Map<String, Object> settings,
            MeterRegistry meters)
            throws InterruptedException {
        this(name, kafka, catalog, topics, settings, meters, false);
    }

    /** As the constructor, but the reader starts at the beginning. */
    public static TopicReader fromBeginning(
            String name,
            KafkaConfig kafka,
            TopicCatalog catalog,
            List<String> topics,
            Map<String, Object> settings,
            MeterRegistry meters)
            throws InterruptedException {
        return new TopicReader(name, kafka, catalog, topics, settings, meters, true);
    }

    private TopicReader(
            String name,
            KafkaConfig kafka,
            TopicCatalog catalog,
            List<String> topics,
            Map<String, Object> settings,
            MeterRegistry meters,
            boolean fromBeginning)
            throws InterruptedException {
        this.catalog = catalog;
        this.topics = List.copyOf(topics);
        Map<String, Object> own = new HashMap<>(settings);
        own.put("client.id", kafka.topics().client(name));
        own.put("enable.auto.commit", false);
        own.put("auto.offset.reset", "none");
        own.put("default.api.timeout.ms", 10_000);
        consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        start = fromBeginning ? consumer::seekToBeginning : consumer::seekToEnd;
        lostPositions = new LostPositions(name, consumer, start, meters);
        try {
            refresh();
        } catch (RuntimeException | InterruptedException failed) {
            consumer.close();
            throw failed;
        }
    }

    /** The next records; waits for them for at most {@code patience}. */
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) throws InterruptedException {
        if (System.nanoTime() - refreshedNanos > TimeUnit.SECONDS.toNanos(REFRESH_SECONDS)) {
            refresh();
        }
        try {
            return consumer.poll(patience);
        } catch (OffsetOutOfRangeException gone) {
            lostPositions.moveOn(gone);
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
        List<TopicPartition> fresh = found.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(partitions.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!fresh.isEmpty()) { // none would mean all
            start.accept(fresh);
        }
        partitions = found;
    }

    /** Continues at the end of every partition of {@code topic}. */
    public void skipToEnd(String topic) {
        consumer.seekToEnd(partitions.keySet().stream()
                .filter(p -> p.topic().equals(topic))
                .toList());
    }

    /** Where {@code record} comes from. */
    public LogPartition partition(ConsumerRecord<?, ?> record) {
        return Polled.partition(record, partitions);
    }

    /** Records of {@code topic} not yet polled, as far as is known. */
    public long lag(String topic) {
        return Polled.lag(consumer, partitions.keySet(), topic);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
