package io.anomalyradar.server.sinks;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records to one sink, in the consumer group {@code sink.<name>}: reads, writes, then commits the offsets, so
 * that nothing is lost; what is read twice has no effect in the sink. While the sink fails, the {@link Worker}'s
 * back-off is the time between two attempts (0.2 to 10 s), and the log keeps the rest.
 */
final class SinkWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkWorker.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Map<String, Object> CONSUMER = Map.of(
            "max.poll.records",
            500,
            "fetch.max.wait.ms",
            200,
            "fetch.max.bytes",
            4 << 20,
            "max.partition.fetch.bytes",
            1 << 20);

    /** Connects to the sink. */
    interface Opener {
        Sink open() throws SinkException;
    }

    private final String name;
    private final String target;
    private final List<String> topics;
    private final Opener opener;
    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final String member;
    private final MeterRegistry meters;
    private final Counter written;
    private final Counter refused;
    private final Worker worker;
    private volatile long lag;
    private volatile boolean connected;

    /**
     * Starts to carry.
     *
     * @param target where the sink is, for people
     * @param member identity of this server in the group
     */
    @SuppressWarnings("TooManyParameters") // each is a different kind of thing
    SinkWorker(
            String name,
            String target,
            List<String> topics,
            Opener opener,
            KafkaConfig kafka,
            TopicCatalog catalog,
            String member,
            MeterRegistry meters) {
        this.name = name;
        this.target = target;
        this.topics = topics;
        this.opener = opener;
        this.kafka = kafka;
        this.catalog = catalog;
        this.member = member;
        this.meters = meters;
        written = counter("radar.sink.written", "Revisions and frames that a sink took");
        refused = counter("radar.sink.refused", "Revisions and frames that a sink will never take; the log has why");
        Gauge.builder("radar.sink.lag.records", () -> lag)
                .description("Records that a sink has not got yet")
                .tag("sink", name)
                .register(meters);
        worker = Worker.start("sink-" + name, this::carry, meters);
    }

    private Counter counter(String meter, String description) {
        return Counter.builder(meter).description(description).tag("sink", name).register(meters);
    }

    private void carry(Worker thread) throws Exception {
        connected = false;
        Positions positions = new Positions();
        try (Sink sink = opener.open();
                GroupReader reader = new GroupReader(
                        "sink-" + name, "sink." + name, member, kafka, catalog, topics, CONSUMER, positions, meters)) {
            connected = true;
            positions.reader = reader;
            SinkEntries entries = new SinkEntries(kafka.topics());
            while (!thread.isStopping()) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(PATIENCE);
                if (!records.isEmpty()) {
                    write(sink, decoded(entries, records));
                    reader.commit(ends(records));
                }
                lag = topics.stream().mapToLong(reader::lag).sum();
                thread.healthy();
            }
        }
    }

    private List<SinkEntry> decoded(SinkEntries entries, ConsumerRecords<byte[], byte[]> records) {
        List<SinkEntry> decoded = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                decoded.addAll(entries.of(record));
            } catch (IOException unreadable) {
                refused.increment();
                LOG.error(
                        "record {}-{}@{} cannot be read and does not reach the sink {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        name,
                        unreadable);
            }
        }
        return decoded;
    }

    /** Writes all at once; when the sink refuses one of them, one by one without it. */
    private void write(Sink sink, List<SinkEntry> entries) throws SinkException, InterruptedException {
        try {
            sink.write(entries);
            written.increment(entries.size());
            return;
        } catch (SinkException failure) {
            if (!failure.isRefusal()) {
                throw failure;
            }
        }
        for (SinkEntry entry : entries) {
            try {
                sink.write(List.of(entry));
                written.increment();
            } catch (SinkException failure) {
                if (!failure.isRefusal()) {
                    throw failure;
                }
                refused.increment();
                LOG.error("the sink {} refuses an entry of {}: {}", name, entry.device(), failure.getMessage());
            }
        }
    }

    private static Map<TopicPartition, LogOffset> ends(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, LogOffset> ends = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> of = records.records(partition);
            ends.put(partition, GroupReader.after(of.get(of.size() - 1)));
        }
        return ends;
    }

    /** A new sink gets the findings that the log still has; of scores, those from now on. */
    private final class Positions implements GroupReader.Owner {
        private @org.jspecify.annotations.Nullable GroupReader reader;

        @Override
        public Map<TopicPartition, LogOffset> assigned(Map<TopicPartition, LogPartition> partitions)
                throws InterruptedException {
            GroupReader from = reader;
            if (from == null) {
                throw new IllegalStateException("partitions before the first poll");
            }
            Map<TopicPartition, LogOffset> positions = new HashMap<>();
            from.committed()
                    .forEach((partition, offset) -> positions.put(
                            partition,
                            new LogOffset(offset.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH), offset.offset())));
            for (TopicPartition partition : partitions.keySet()) {
                if (!positions.containsKey(partition)
                        && partition.topic().equals(kafka.topics().scores())) {
                    LogOffset end = new LogOffset(SourcePosition.UNKNOWN_EPOCH, from.end(partition));
                    positions.put(partition, end);
                    from.commit(Map.of(partition, end));
                }
            }
            return positions;
        }

        @Override
        public void revoked(Set<TopicPartition> partitions) {
            // nothing is under way within a poll
        }

        @Override
        public void lost(Set<TopicPartition> partitions) {
            // nothing is under way within a poll
        }
    }

    /** How the sink is. */
    PartState state() {
        String part = "sink " + name;
        Optional<String> failure = worker.failure();
        if (failure.isPresent()) {
            return PartState.down(part, target + ": " + failure.get());
        }
        return connected
                ? PartState.up(part, target + ", " + lag + " records to go")
                : PartState.starting(part, target + " is being connected");
    }

    void stop() {
        worker.stop();
    }

    @Override
    public void close() {
        worker.close();
    }
}
