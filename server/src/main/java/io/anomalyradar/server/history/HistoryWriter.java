package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.log.HeartbeatPosition;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicReader;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the pipeline's topics from where the store stands and hands batches to the {@link Committer}: one thread decodes
 * while the other commits. A batch is handed over when it is old or large enough; while the committer is busy the batch
 * grows up to its bound, then nothing is polled, so that a slow store slows the reading and fills no memory.
 */
public final class HistoryWriter implements AutoCloseable {
    /** Name of the consumer group under which the pipeline commits (spec/topics.md). */
    private static final String PIPELINE_GROUP = "pipeline";

    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Map<String, Object> CONSUMER = Map.of(
            "max.poll.records", 2_000,
            "fetch.min.bytes", 64 << 10,
            "fetch.max.wait.ms", 50,
            "fetch.max.bytes", 16 << 20,
            "max.partition.fetch.bytes", 4 << 20,
            "receive.buffer.bytes", 1 << 20);

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final HistoryStore store;
    private final HistoryConfig config;
    private final DeletedData deleted;
    private final MeterRegistry meters;
    private final Committer committer;
    private final TelemetryLag unscored;
    /** Positions up to which batches were handed over; what lies between the store's and these is on its way. */
    private final Map<LogPartition, LogOffset> handedOver = new HashMap<>();

    private final Worker reader;
    private volatile long scoresToPoll;

    private HistoryWriter(
            KafkaConfig kafka,
            TopicCatalog catalog,
            HistoryStore store,
            HistoryConfig config,
            DeletedData deleted,
            Consumer<HeartbeatPosition> heartbeats,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.store = store;
        this.config = config;
        this.deleted = deleted;
        this.meters = meters;
        unscored = new TelemetryLag(
                catalog, kafka.topics().telemetry(), kafka.topics().group(PIPELINE_GROUP), meters);
        committer = new Committer(store, heartbeats, meters);
        Gauge.builder("radar.history.lag.records", this, HistoryWriter::lagRecords)
                .description("Telemetry records not yet scored, and score records not yet stored")
                .register(meters);
        reader = Worker.start("history-reader", this::read, meters);
    }

    /**
     * Starts writing.
     *
     * @param deleted what is not to be stored (again)
     * @param heartbeats takes the newest heartbeats of each batch, once the batch is committed
     */
    public static HistoryWriter start(
            KafkaConfig kafka,
            TopicCatalog catalog,
            HistoryStore store,
            HistoryConfig config,
            DeletedData deleted,
            Consumer<HeartbeatPosition> heartbeats,
            MeterRegistry meters) {
        return new HistoryWriter(kafka, catalog, store, config, deleted, heartbeats, meters);
    }

    private void read(Worker worker) throws InterruptedException {
        TopicNames names = kafka.topics();
        BatchCollector collector = new BatchCollector(names, deleted, meters, unscored::scored);
        Map<LogPartition, LogOffset> stored = store.offsets();
        try (TopicReader topics = new TopicReader(
                "history",
                kafka,
                catalog,
                List.of(names.scores(), names.anomalies(), names.aggregates()),
                CONSUMER,
                TopicReader.Origin.BEGINNING,
                partition -> position(partition, stored),
                meters)) {
            long begunNanos = System.nanoTime();
            while (!worker.isStopping()) {
                boolean wasEmpty = collector.isEmpty();
                for (ConsumerRecord<byte[], byte[]> record : topics.poll(PATIENCE)) {
                    collector.add(record, topics.partition(record));
                    if (collector.rows() >= config.maxBatchSamples()) {
                        handOver(collector);
                    }
                }
                worker.healthy();
                scoresToPoll = topics.lag(names.scores());
                if (collector.isEmpty()) {
                    continue;
                }
                if (wasEmpty) {
                    begunNanos = System.nanoTime();
                }
                boolean due = System.nanoTime() - begunNanos
                        >= config.commitInterval().toNanos();
                if (due && committer.isIdle()) {
                    handOver(collector);
                    begunNanos = System.nanoTime();
                }
            }
            if (!collector.isEmpty()) {
                handOver(collector);
            }
        }
    }

    private OptionalLong position(LogPartition partition, Map<LogPartition, LogOffset> stored) {
        LogOffset next = handedOver.getOrDefault(partition, stored.get(partition));
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.next());
    }

    private void handOver(BatchCollector collector) throws InterruptedException {
        PendingCommit pending = collector.take();
        committer.accept(pending);
        handedOver.putAll(pending.batch().offsets());
    }

    /** Telemetry records not yet stored, as far as is known: not yet scored, or scored and not yet stored. */
    public long lagRecords() {
        return unscored.records() + scoresToPoll + committer.framesUnderWay();
    }

    /** Why nothing is written at present, and what to do; empty when all is well. */
    public Optional<String> failure() {
        return committer.failure().or(reader::failure);
    }

    /** Commits what was read and stops. What cannot be committed in time is read again at the next start. */
    @Override
    public void close() {
        unscored.close();
        reader.close();
        committer.close();
    }
}
