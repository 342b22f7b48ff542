package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Reads the pipeline's topics and the events from the store's offsets and passes batches to the {@link Committer}: one thread decodes
 * while the other commits. A batch is passed on when it is old or large enough. While the committer is busy, the batch
 * grows up to its bound; then reading pauses, so that a slow store slows the reading and does not fill the memory.
 * Servers that write to the same store are one consumer group, so that each record has one writer. Each DuckDB store
 * has one server and a separate group.
 */
public final class HistoryWriter implements AutoCloseable {
    /** Name of the consumer group under which the pipeline commits (spec/topics.md). */
    private static final String PIPELINE_GROUP = "pipeline";

    private static final Map<String, Object> CONSUMER = Map.of(
            "max.poll.records", 2_000,
            "fetch.min.bytes", 64 << 10,
            "fetch.max.wait.ms", 50,
            "fetch.max.bytes", 16 << 20,
            "max.partition.fetch.bytes", 4 << 20,
            "receive.buffer.bytes", 1 << 20);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final HistoryStore store;
    private final HistoryConfig config;
    private final Duration maxClockSkew;
    private final DeviceDeletions deletions;
    private final Traces traces;
    private final MeterRegistry meters;
    private final Committer committer;
    private final TelemetryLag unscored;
    private final String member;
    private final Worker reader;
    private volatile long scoresToPoll;

    private HistoryWriter(
            KafkaConfig kafka,
            TopicCatalog catalog,
            HistoryStore store,
            String member,
            HistoryConfig config,
            Duration maxClockSkew,
            DeviceDeletions deletions,
            Traces traces,
            MeterRegistry meters) {
        this.deletions = deletions;
        this.traces = traces;
        this.member = member;
        this.kafka = kafka;
        this.catalog = catalog;
        this.store = store;
        this.config = config;
        this.maxClockSkew = maxClockSkew;
        this.meters = meters;
        unscored = new TelemetryLag(
                catalog, kafka.topics().telemetry(), kafka.topics().group(PIPELINE_GROUP), meters);
        committer = new Committer(store, deletions, traces, meters);
        Gauge.builder("radar.history.lag.records", this, HistoryWriter::lagRecords)
                .description("Telemetry records not yet scored, and score records not yet stored")
                .register(meters);
        reader = Worker.start("history-reader", this::read, meters);
    }

    /**
     * Starts writing.
     *
     * @param member identity of this server in the group that writes the store
     * @param maxClockSkew how far an event may lie ahead of its append time
     * @param deletions say what must not be stored, and is removed from the store
     * @param traces of frames that are stored
     */
    public static HistoryWriter start(
            KafkaConfig kafka,
            TopicCatalog catalog,
            HistoryStore store,
            String member,
            HistoryConfig config,
            Duration maxClockSkew,
            DeviceDeletions deletions,
            Traces traces,
            MeterRegistry meters) {
        return new HistoryWriter(kafka, catalog, store, member, config, maxClockSkew, deletions, traces, meters);
    }

    private void read(Worker thread) throws InterruptedException {
        TopicNames names = kafka.topics();
        BatchCollector collector = new BatchCollector(names, maxClockSkew, meters, unscored::scored, traces);
        InterruptedBatch interrupted = new InterruptedBatch(
                store,
                () -> new BatchCollector(names, maxClockSkew, meters, unscored::scored, traces),
                kafka,
                catalog,
                thread);
        if (!deletions.awaitRead(PATIENCE)) { // without it, deleted data would come back
            throw new KafkaException(kafka.topics().devices() + " cannot be read yet");
        }
        DeletedDevices removal = new DeletedDevices(store, deletions);
        HistorySession session = new HistorySession(store, committer, collector, config, interrupted);
        try (GroupReader topics = new GroupReader(
                "history",
                "history." + store.id(),
                member,
                kafka,
                catalog,
                List.of(names.scores(), names.anomalies(), names.aggregates(), names.events()),
                CONSUMER,
                session,
                meters)) {
            session.run(topics, thread, () -> {
                scoresToPoll = topics.lag(names.scores());
                removal.removeNew();
            });
        }
    }

    /** Telemetry records not yet stored, as far as is known: not yet scored, or scored and not yet stored. */
    public long lagRecords() {
        return unscored.records() + scoresToPoll + committer.framesUnderWay();
    }

    /** The reason why nothing is written at present, and the remedy; empty when there is no fault. */
    public Optional<String> failure() {
        return committer.failure().or(reader::failure);
    }

    /** Commits what was read and stops. Records that cannot be committed in time are read again at the next start. */
    @Override
    public void close() {
        unscored.close();
        reader.close();
        committer.close();
    }
}
