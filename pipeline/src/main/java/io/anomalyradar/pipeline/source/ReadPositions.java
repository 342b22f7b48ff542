package io.anomalyradar.pipeline.source;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offset and the leader epoch of the newest record read from each partition. Detects that the consumer goes back
 * because the log lost its tail while it was being read. Used by one thread.
 */
final class ReadPositions {
    private static final Logger LOG = LoggerFactory.getLogger(ReadPositions.class);

    private final Map<Integer, Newest> partitions = new HashMap<>();
    private long truncations;

    private static final class Newest {
        private long offset = -1;
        private int leaderEpoch = SourcePosition.UNKNOWN_EPOCH;
    }

    void read(ConsumerRecord<?, ?> record) {
        Newest newest = partitions.computeIfAbsent(record.partition(), unknown -> new Newest());
        int leaderEpoch = record.leaderEpoch().orElse(newest.leaderEpoch);
        if (record.offset() <= newest.offset) {
            truncated(record.topic() + "-" + record.partition(), newest.offset + 1, record.offset());
        }
        newest.offset = record.offset();
        newest.leaderEpoch = leaderEpoch;
    }

    /** The records from {@code to} to {@code from}, exclusive, were read and are no longer in the log. */
    void truncated(String partition, long from, long to) {
        truncations++;
        LOG.error(
                "the log lost its tail: {} was read up to offset {}, and what it holds from offset {} on was written later."
                        + " {} acknowledged records are lost, as after a power failure; reading goes on at {}."
                        + " The detectors have learnt from the lost records",
                partition,
                from,
                to,
                from - to,
                to);
    }

    /** The start of reading. */
    void startAt(int partition, int leaderEpoch) {
        Newest newest = new Newest();
        newest.leaderEpoch = leaderEpoch;
        partitions.put(partition, newest);
    }

    int leaderEpoch(int partition) {
        Newest newest = partitions.get(partition);
        return newest == null ? SourcePosition.UNKNOWN_EPOCH : newest.leaderEpoch;
    }

    /** How many times a partition has lost its tail. */
    long truncations() {
        return truncations;
    }
}
