package io.anomalyradar.server.log;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions that a consumer group assigns to this server, so that servers share the work: each partition has
 * one reader. Membership is static: a server that starts again with the same {@link MemberId} gets its partitions back
 * at once; the partitions of a server that stays away move after {@value #SESSION_MILLIS} ms. An offset that retention
 * removed is replaced by the beginning of the partition; where the log lost its tail, reading continues at the first
 * offset that differs ({@link LostPositions}). Not thread-safe.
 */
public final class GroupReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
    private static final int SESSION_MILLIS = 10_000;
    private static final Duration REFRESH = Duration.ofSeconds(30);

    /**
     * Uses the partitions of this member. Every method is called within {@link #poll} or {@link #close}, in their
     * thread.
     */
    public interface Owner {
        /**
         * This member owns {@code partitions} from now on. Returns the next offset to read of each, with the leader
         * epoch of the record before it. A partition that is left out is read from its beginning.
         */
        Map<TopicPartition, LogOffset> assigned(Map<TopicPartition, LogPartition> partitions)
                throws InterruptedException;

        /** The partitions move to another member when this returns: finish what is under way and commit it. */
        void revoked(Set<TopicPartition> partitions);

        /** Another member may own the partitions already: discard them and commit nothing. */
        void lost(Set<TopicPartition> partitions);
    }

    private final List<String> topics;
    private final TopicCatalog catalog;
    private final Owner owner;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LostPositions lostPositions;
    private final Map<TopicPartition, LogPartition> owned = new HashMap<>();
    private long refreshedNanos = System.nanoTime();

    /**
     * A reader that joins {@code group} at the first poll.
     *
     * @param name for the client's id and metrics
     * @param member identity of this server within the group
     * @param settings of the consumer
     * @throws org.apache.kafka.common.KafkaException when the topics are missing or the broker does not answer
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    public GroupReader(
            String name,
            String group,
            String member,
            KafkaConfig kafka,
            TopicCatalog catalog,
            List<String> topics,
            Map<String, Object> settings,
            Owner owner,
            MeterRegistry meters)
            throws InterruptedException {
        this.topics = List.copyOf(topics);
        this.catalog = catalog;
        this.owner = owner;
        catalog.partitions(topics); // fails now when a topic is missing, instead of waiting for it in silence
        Map<String, Object> own = new HashMap<>(settings);
        own.put("client.id", kafka.topics().client(name));
        own.put("group.id", kafka.topics().group(group));
        own.put("group.instance.id", member);
        own.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        own.put("session.timeout.ms", SESSION_MILLIS);
        own.put("heartbeat.interval.ms", 2_000);
        own.put("metadata.max.age.ms", (int) REFRESH.toMillis());
        own.put("isolation.level", "read_committed"); // offsets of transactions under way are waited for
        own.put("enable.auto.commit", false);
        own.put("auto.offset.reset", "none");
        own.put("default.api.timeout.ms", 10_000);
        consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        lostPositions = new LostPositions(name, consumer, consumer::seekToBeginning, meters);
        consumer.subscribe(this.topics, new Moves());
    }

    private final class Moves implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                assign(Set.copyOf(partitions));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                owner.revoked(Set.copyOf(partitions));
                owned.keySet().removeAll(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("lost {}: another server reads them", partitions);
            owner.lost(Set.copyOf(partitions));
            owned.keySet().removeAll(partitions);
        }
    }

    private void assign(Set<TopicPartition> partitions) {
        try {
            Map<TopicPartition, LogPartition> found = catalog.partitions(topics);
            found.keySet().retainAll(partitions);
            owned.putAll(found);
            seek(found);
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    private void seek(Map<TopicPartition, LogPartition> partitions) throws InterruptedException {
        Map<TopicPartition, LogOffset> positions = owner.assigned(partitions);
        partitions.keySet().forEach(partition -> {
            LogOffset position = positions.get(partition);
            if (position == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, position(position));
            }
        });
    }

    /**
     * {@code offset} in the form of Kafka's clients: with an epoch they detect whether the log still holds what was
     * read.
     */
    public static OffsetAndMetadata position(LogOffset offset) {
        int epoch = offset.leaderEpoch();
        return new OffsetAndMetadata(
                offset.next(), epoch == SourcePosition.UNKNOWN_EPOCH ? Optional.empty() : Optional.of(epoch), "");
    }

    /** Where {@code record} leaves the reader. */
    public static LogOffset after(ConsumerRecord<?, ?> record) {
        return new LogOffset(record.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH), record.offset() + 1);
    }

    /** Requests the position of every partition from the owner again, and continues there. */
    public void readAgain() throws InterruptedException {
        seek(Map.copyOf(owned));
    }

    /** The next records, waiting for them {@code patience} at most. To be called often: it keeps the membership. */
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) throws InterruptedException {
        if (System.nanoTime() - refreshedNanos > REFRESH.toNanos()) {
            refresh();
        }
        try {
            return consumer.poll(patience);
        } catch (OffsetOutOfRangeException gone) {
            lostPositions.moveOn(gone);
            return ConsumerRecords.empty();
        }
    }

    /** A topic that was deleted and created again keeps its partitions assigned, but is another log. */
    private void refresh() throws InterruptedException {
        refreshedNanos = System.nanoTime();
        Map<TopicPartition, LogPartition> found = catalog.partitions(topics);
        Map<TopicPartition, LogPartition> changed = new HashMap<>(owned);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(found.get(entry.getKey())));
        if (!changed.isEmpty()) {
            owner.lost(changed.keySet());
            assign(changed.keySet());
        }
    }

    /** Pauses the reading while {@code held}; the membership is kept. */
    public void hold(boolean held) {
        if (held) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    /** The offsets that the group has committed, of every partition of the topics that has one. */
    public Map<TopicPartition, OffsetAndMetadata> committed() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(consumer.committed(catalog.partitions(topics).keySet()));
        committed.values().removeIf(offset -> offset == null);
        return committed;
    }

    /** Commits the next offsets to read; fails once the group has moved on without this member. */
    public void commit(Map<TopicPartition, LogOffset> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, position(offset)));
        consumer.commitSync(offsets);
    }

    /** The offset of the first record that was appended at {@code millis} or later; empty: there is none yet. */
    public OptionalLong offsetAt(TopicPartition partition, long millis) {
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, millis)).get(partition);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }

    public long end(TopicPartition partition) {
        return consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
    }

    /** Fences what this member writes: the broker refuses it once the group has moved on without this member. */
    public ConsumerGroupMetadata groupMetadata() {
        return consumer.groupMetadata();
    }

    /** Where {@code record} comes from. */
    public LogPartition partition(ConsumerRecord<?, ?> record) {
        return Polled.partition(record, owned);
    }

    /** Records of {@code topic} that this member has not polled yet, as far as is known. */
    public long lag(String topic) {
        return Polled.lag(consumer, consumer.assignment(), topic);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
