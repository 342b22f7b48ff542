package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateProtobuf;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.EventDecoder;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.tracing.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records into batches. A record that cannot be read is counted, logged and skipped, because a retry cannot
 * succeed. Also skipped are anomalies and windows of the system's own devices. Not thread-safe.
 */
final class BatchCollector {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCollector.class);

    private final TopicNames names;
    private final ScoreProtobuf scores = new ScoreProtobuf();
    private final AggregateProtobuf aggregates = new AggregateProtobuf();
    private final EventDecoder events = new EventDecoder();
    private final long maxClockSkewMillis;
    private final Consumer<SourcePosition> scored;
    private final Traces traces;
    private final Counter unreadable;
    private HistoryBatch.Builder builder = HistoryBatch.builder();

    /**
     * An empty one.
     *
     * @param maxClockSkew how far an event may lie ahead of its append time
     * @param scored takes the position of each score frame
     */
    BatchCollector(
            TopicNames names,
            Duration maxClockSkew,
            MeterRegistry meters,
            Consumer<SourcePosition> scored,
            Traces traces) {
        this.traces = traces;
        maxClockSkewMillis = maxClockSkew.toMillis();
        this.scored = scored;
        this.names = names;
        unreadable = Counter.builder("radar.history.unreadable")
                .description("Records of the pipeline's topics that could not be read")
                .register(meters);
    }

    void add(ConsumerRecord<byte[], byte[]> record, LogPartition partition) {
        try {
            if (record.topic().equals(names.events())) {
                decodeEvent(record, partition);
            } else {
                decode(record);
            }
        } catch (IOException bad) {
            unreadable.increment();
            LOG.error(
                    "record {}-{}@{} cannot be read and is passed over",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad);
        }
        builder.advance(partition, GroupReader.after(record));
    }

    private void decode(ConsumerRecord<byte[], byte[]> record) throws IOException {
        byte[] value = record.value();
        if (value == null) {
            throw new IOException("it has no value");
        }
        String topic = record.topic();
        if (topic.equals(names.scores())) {
            for (ScoreFrame frame : scores.decodeBlock(value)) {
                scored.accept(frame.source());
                traces.scored(frame, record.timestamp());
                builder.add(frame);
            }
        } else if (topic.equals(names.anomalies())) {
            Anomaly anomaly = AnomalyJson.decode(value);
            if (!Topics.isSystem(anomaly.device())) {
                builder.add(anomaly, record.timestamp());
            }
        } else if (topic.equals(names.aggregates())) {
            AggregateFrame aggregate = aggregates.decode(value);
            if (!Topics.isSystem(aggregate.device())) {
                builder.add(aggregate, record.timestamp());
            }
        } else {
            throw new IllegalArgumentException("not a topic of the history: " + topic);
        }
    }

    /** The pipeline makes dead letters of refused events. */
    private void decodeEvent(ConsumerRecord<byte[], byte[]> record, LogPartition partition) {
        Event event = events.decode(
                        record.value(),
                        header(record, Topics.CONTENT_TYPE),
                        header(record, Topics.FRAME_ID),
                        record.timestamp(),
                        maxClockSkewMillis)
                .event();
        if (event != null && !Topics.isSystem(event.key())) {
            SourcePosition source = new SourcePosition(
                    partition.topicId(),
                    partition.partition(),
                    record.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH),
                    record.offset());
            builder.add(RecordedEvent.of(event, source, record.timestamp()));
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    boolean isEmpty() {
        return builder.isEmpty();
    }

    /** Whether no more should be collected before the batch is committed; see {@link HistoryBatch.Builder#isFull}. */
    boolean isFull(int maxRows) {
        return builder.isFull(maxRows);
    }

    HistoryBatch batch() {
        return builder.build();
    }

    /** The collected records, as a batch that ends at {@code offsets}; the next batch starts empty. */
    HistoryBatch takeUpTo(Map<LogPartition, LogOffset> offsets) {
        HistoryBatch read = builder.build();
        clear();
        return new HistoryBatch(read.scores(), read.anomalies(), read.aggregates(), read.events(), offsets);
    }

    /** Discards the collected records. */
    void clear() {
        builder = HistoryBatch.builder();
    }
}
