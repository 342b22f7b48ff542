package io.anomalyradar.server.history;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes the batch that a crash interrupted, in a store without transactions: reads its records again, exactly those,
 * and gives them to the store (ADR 24). Deleted data is read too: the store numbers new names by all records of the
 * batch.
 *
 * <p>Servers may share a store. The one that owns the first partition of the batch finishes it, when the partition is
 * assigned to it: its former writer cannot own it any more. The others try again until it is finished.
 */
final class InterruptedBatch {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptedBatch.class);
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final HistoryStore store;
    private final Supplier<BatchCollector> collectors;
    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final Worker thread;

    /** @param collectors create empty ones, which collect deleted data too */
    InterruptedBatch(
            HistoryStore store,
            Supplier<BatchCollector> collectors,
            KafkaConfig kafka,
            TopicCatalog catalog,
            Worker thread) {
        this.store = store;
        this.collectors = collectors;
        this.kafka = kafka;
        this.catalog = catalog;
        this.thread = thread;
    }

    /**
     * Finishes the unfinished batch of the store, if there is one and its first partition is among {@code assigned},
     * before any other record of these is read.
     */
    void finishIfOwner(Collection<LogPartition> assigned) throws InterruptedException {
        Intent intent = store.unfinished().orElse(null);
        if (intent == null) {
            return;
        }
        LogPartition owner = intent.owner().orElse(null);
        if (owner != null && !assigned.contains(owner)) {
            LOG.info(
                    "batch {} is not finished: the server that reads {} finishes it; this one waits",
                    intent.token().number(),
                    owner);
            return;
        }
        LOG.info(
                "batch {} was interrupted: its records are read again",
                intent.token().number());
        finish(intent);
    }

    private void finish(Intent intent) throws InterruptedException {
        BatchCollector collector = collectors.get();
        TopicNames names = kafka.topics();
        Map<TopicPartition, LogPartition> partitions =
                catalog.partitions(List.of(names.scores(), names.anomalies(), names.aggregates()));
        partitions.values().retainAll(intent.offsets().keySet());
        Map<String, Object> settings = new HashMap<>();
        settings.put("client.id", names.client("history-interrupted"));
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                KafkaClients.properties(kafka, settings), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            seek(consumer, partitions, store.offsets());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.keySet());
            partitions.forEach((partition, log) -> ends.merge(
                    partition,
                    intent.offsets().getOrDefault(log, new LogOffset(-1, 0)).next(),
                    Math::min));
            while (!thread.isStopping() && !isAt(ends, consumer)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    LogPartition log = partitions.get(partition);
                    if (log != null && record.offset() < ends.getOrDefault(partition, 0L)) {
                        collector.add(record, log);
                    }
                }
                thread.healthy();
            }
        }
        if (!thread.isStopping()) {
            try {
                store.finish(collector.takeUpTo(intent.offsets()));
            } catch (HistoryException.Conflict late) {
                LOG.info("batch {} was finished by its writer", intent.token().number());
            }
        }
    }

    private static void seek(
            KafkaConsumer<?, ?> consumer,
            Map<TopicPartition, LogPartition> partitions,
            Map<LogPartition, LogOffset> offsets) {
        consumer.assign(partitions.keySet());
        partitions.forEach((partition, log) -> {
            LogOffset from = offsets.get(log);
            if (from == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, from.next());
            }
        });
    }

    private static boolean isAt(Map<TopicPartition, Long> ends, KafkaConsumer<?, ?> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
