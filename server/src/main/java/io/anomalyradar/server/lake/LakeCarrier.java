package io.anomalyradar.server.lake;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.lake.LakeBatch;
import io.anomalyradar.history.lake.LakeConflict;
import io.anomalyradar.history.lake.LakeRow;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.history.lake.LakeTable;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.LakeConfig;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the records of one topic to one table, in the consumer group {@code lake.<table>}. Rows and positions are
 * committed together, so whatever fails, this continues where the table ends. A group moves a partition from one server
 * to another; a server that has not noticed yet cannot commit, because the table's positions have moved.
 */
final class LakeCarrier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LakeCarrier.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    /** Bounds what a failure repeats. */
    private static final long MAX_ROWS = 5_000_000;

    private static final Map<String, Object> CONSUMER = Map.of(
            "max.poll.records",
            2_000,
            "fetch.max.wait.ms",
            500,
            "fetch.max.bytes",
            8 << 20,
            "max.partition.fetch.bytes",
            2 << 20);

    private final LakeSchema schema;
    private final String topic;
    private final LakeConfig config;
    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final String member;
    private final LakeRows decoding;
    private final MeterRegistry meters;
    private final Counter rows;
    private final Counter unreadable;
    private final Timer commits;
    private final Worker worker;
    private volatile long lag;
    private volatile boolean connected;

    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    LakeCarrier(
            LakeSchema schema,
            String topic,
            LakeConfig config,
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            Duration maxClockSkew,
            MeterRegistry meters) {
        this.schema = schema;
        this.topic = topic;
        this.config = config;
        this.kafka = kafka;
        this.catalog = catalog;
        this.member = member;
        this.meters = meters;
        decoding = new LakeRows(schema, maxClockSkew);
        rows = counter("radar.lake.rows", "Rows committed to the lake");
        unreadable = counter("radar.lake.unreadable", "Records that do not reach the lake; the log has why");
        commits = Timer.builder("radar.lake.commit")
                .description("Commits to the lake")
                .tag("table", schema.table())
                .register(meters);
        Gauge.builder("radar.lake.lag.records", () -> lag)
                .description("Records that are not read for the lake yet")
                .tag("table", schema.table())
                .register(meters);
        worker = Worker.start("lake-" + schema.table(), this::carry, meters);
    }

    private Counter counter(String meter, String description) {
        return Counter.builder(meter)
                .description(description)
                .tag("table", schema.table())
                .register(meters);
    }

    private void carry(Worker thread) throws Exception {
        connected = false;
        try (Carriage carriage = new Carriage(LakeTable.open(config.directory(), schema));
                GroupReader reader = new GroupReader(
                        "lake-" + schema.table(),
                        "lake." + schema.table(),
                        member,
                        kafka,
                        catalog,
                        List.of(topic),
                        CONSUMER,
                        carriage,
                        meters)) {
            connected = true;
            while (!thread.isStopping()) {
                ConsumerRecords<byte[], byte[]> polled = reader.poll(PATIENCE);
                if (carriage.isSetBack()) {
                    reader.readAgain();
                    continue;
                }
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    carriage.add(record, reader.partition(record));
                }
                carriage.commitIfDue();
                lag = reader.lag(topic);
                thread.healthy();
            }
            carriage.commit();
        }
    }

    /** The batch under way, and how far it reaches. */
    private final class Carriage implements GroupReader.Owner, AutoCloseable {
        private final LakeTable table;
        private final Map<LogPartition, LogOffset> reached = new HashMap<>();
        private @Nullable LakeBatch batch;
        private long begunNanos = System.nanoTime();
        private boolean setBack;

        Carriage(LakeTable table) {
            this.table = table;
        }

        void add(ConsumerRecord<byte[], byte[]> record, LogPartition log) {
            LakeBatch open = batch;
            if (open == null) {
                open = table.begin();
                batch = open;
                begunNanos = System.nanoTime();
            }
            try {
                for (LakeRow row : decoding.of(record, log)) {
                    open.add(row);
                }
            } catch (IOException malformed) {
                unreadable.increment();
                LOG.error(
                        "record {}-{}@{} cannot be read and does not reach the lake",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        malformed);
            }
            reached.put(log, GroupReader.after(record));
        }

        void commitIfDue() {
            LakeBatch open = batch;
            boolean isDue =
                    System.nanoTime() - begunNanos >= config.commitInterval().toNanos();
            if (open != null && (isDue || open.rows() >= MAX_ROWS)) {
                commit();
            }
        }

        void commit() {
            LakeBatch open = batch;
            if (open == null) {
                return;
            }
            try {
                commits.record(() -> open.commit(Map.copyOf(reached)));
                rows.increment((double) open.rows());
            } catch (LakeConflict taken) {
                LOG.warn("{}: this server reads again from there", taken.getMessage());
                setBack = true;
            } finally {
                discard();
            }
        }

        private void discard() {
            if (batch != null) {
                batch.close();
            }
            batch = null;
            reached.clear();
        }

        /** Whether the reader is to continue at the table's positions; asked once. */
        boolean isSetBack() {
            boolean was = setBack;
            setBack = false;
            return was;
        }

        @Override
        public Map<TopicPartition, LogOffset> assigned(Map<TopicPartition, LogPartition> partitions) {
            Map<LogPartition, LogOffset> positions = table.positions();
            Map<TopicPartition, LogOffset> next = new HashMap<>();
            partitions.forEach((partition, log) -> {
                LogOffset position = positions.get(log);
                if (position != null) {
                    next.put(partition, position);
                }
            });
            return next;
        }

        @Override
        public void revoked(Set<TopicPartition> partitions) {
            commit();
        }

        @Override
        public void lost(Set<TopicPartition> partitions) {
            discard();
            setBack = true;
        }

        @Override
        public void close() {
            discard();
        }
    }

    /** How the carrying is. */
    PartState state() {
        String part = "lake " + schema.table();
        Optional<String> failure = worker.failure();
        if (failure.isPresent()) {
            return PartState.down(part, config.directory() + ": " + failure.get());
        }
        return connected
                ? PartState.up(part, config.directory() + ", " + lag + " records to go")
                : PartState.starting(part, config.directory() + " is being opened");
    }

    void stop() {
        worker.stop();
    }

    @Override
    public void close() {
        worker.close();
    }
}
