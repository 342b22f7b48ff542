package io.anomalyradar.server.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a consumer whose position the log no longer holds, counts it and logs it. The consumer compares the leader
 * epoch of its position with the log. Where the log lost its tail, reading continues at the first offset that differs
 * from what was read, although the lost offsets have been assigned again. Where retention removed the records, reading
 * continues elsewhere.
 */
final class LostPositions {
    private static final Logger LOG = LoggerFactory.getLogger(LostPositions.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<Collection<TopicPartition>> elsewhere;
    private final Counter lost;
    private final Counter truncated;

    /** @param elsewhere seeks in partitions whose records were removed */
    LostPositions(
            String reader,
            KafkaConsumer<byte[], byte[]> consumer,
            Consumer<Collection<TopicPartition>> elsewhere,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.elsewhere = elsewhere;
        lost = Counter.builder("radar.log.positions.lost")
                .description("Offsets that the log no longer held: the records between were missed")
                .tag("reader", reader)
                .register(meters);
        truncated = Counter.builder("radar.log.truncations")
                .description("Times that a partition had lost records that were read already")
                .tag("reader", reader)
                .register(meters);
    }

    void moveOn(OffsetOutOfRangeException gone) {
        Map<TopicPartition, Long> positions = gone.offsetOutOfRangePartitions();
        Set<TopicPartition> removed = new HashSet<>(positions.keySet());
        if (gone instanceof LogTruncationException tail) {
            Map<TopicPartition, OffsetAndMetadata> divergent = tail.divergentOffsets();
            divergent.forEach((partition, offset) -> {
                LOG.error(
                        "the log lost its tail: {} was read up to offset {}, and what it holds from offset {} on was written"
                                + " later; reading goes on there",
                        partition,
                        positions.get(partition),
                        offset.offset());
                consumer.seek(partition, offset);
                truncated.increment();
            });
            removed.removeAll(divergent.keySet());
        }
        if (!removed.isEmpty()) {
            LOG.warn("the log no longer holds {}: the records between are missed", positions);
            lost.increment(removed.size());
            elsewhere.accept(removed);
        }
    }
}
