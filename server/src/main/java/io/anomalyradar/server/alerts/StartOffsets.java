package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.log.GroupReader;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets at which the notifier starts to read. Beside each offset the group commits the id of the topic and the
 * time of its first start. A partition without a committed offset, because it was added or its topic was created again,
 * is read from that time on. Before the first start there is no such time: reading starts at the end, and earlier
 * anomalies are not notified. Not thread-safe.
 */
final class StartOffsets {
    private final Clock clock;
    private final Map<TopicPartition, LogPartition> logs = new HashMap<>();
    private long sinceMillis;

    /** @param sinceMillis of the first start, if it is in the past; {@code Long.MAX_VALUE}: now */
    StartOffsets(long sinceMillis, Clock clock) {
        this.sinceMillis = sinceMillis;
        this.clock = clock;
    }

    Map<TopicPartition, LogOffset> of(Map<TopicPartition, LogPartition> partitions, GroupReader reader)
            throws InterruptedException {
        logs.putAll(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = reader.committed();
        committed.values().forEach(offset -> sinceMillis = Math.min(sinceMillis, since(offset)));
        Map<TopicPartition, LogOffset> offsets = new HashMap<>();
        partitions.forEach((partition, log) -> {
            OffsetAndMetadata known = committed.get(partition);
            offsets.put(partition, known != null && isOf(log, known) ? position(known) : begin(partition, reader));
        });
        if (sinceMillis == Long.MAX_VALUE) {
            sinceMillis = clock.millis();
        }
        return offsets;
    }

    private static LogOffset position(OffsetAndMetadata known) {
        return new LogOffset(known.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH), known.offset());
    }

    private LogOffset begin(TopicPartition partition, GroupReader reader) {
        OptionalLong first =
                sinceMillis == Long.MAX_VALUE ? OptionalLong.empty() : reader.offsetAt(partition, sinceMillis);
        return new LogOffset(SourcePosition.UNKNOWN_EPOCH, first.orElseGet(() -> reader.end(partition)));
    }

    /** {@code offset} with the metadata that {@link #of} needs at a later start. */
    OffsetAndMetadata committable(TopicPartition partition, LogOffset offset) {
        LogPartition log = logs.get(partition);
        if (log == null) {
            throw new IllegalArgumentException(partition + " was never assigned");
        }
        OffsetAndMetadata position = GroupReader.position(offset);
        return new OffsetAndMetadata(position.offset(), position.leaderEpoch(), log.topicId() + " " + sinceMillis);
    }

    /**
     * Whether {@code offset} belongs to this log; one without metadata was set by an operator's tool and is accepted as
     * it is.
     */
    private static boolean isOf(LogPartition log, OffsetAndMetadata offset) {
        String metadata = offset.metadata();
        return metadata.isEmpty() || metadata.split(" ", -1)[0].equals(log.topicId());
    }

    private static long since(OffsetAndMetadata offset) {
        String[] words = offset.metadata().split(" ", -1);
        return words.length == 2 && words[1].matches("\\d{1,18}") ? Long.parseLong(words[1]) : Long.MAX_VALUE;
    }
}
