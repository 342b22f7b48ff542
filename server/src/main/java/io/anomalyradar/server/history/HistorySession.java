package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.server.log.GroupReader;
import io.anomalyradar.server.log.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership of the group that writes a store, from joining to a failure or the end. Everything except the commits
 * runs in the reader's thread. Records that are not committed, and not certain to be, are dropped and read again from
 * the store's offsets.
 */
final class HistorySession implements GroupReader.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(HistorySession.class);
    private static final Duration PATIENCE = Duration.ofMillis(50);
    /** How long the last batch may take before its partitions are given up. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private final HistoryStore store;
    private final Committer committer;
    private final BatchCollector collector;
    private final HistoryConfig config;
    private final InterruptedBatch interrupted;
    private boolean dropped;
    private long begunNanos;

    HistorySession(
            HistoryStore store,
            Committer committer,
            BatchCollector collector,
            HistoryConfig config,
            InterruptedBatch interrupted) {
        this.interrupted = interrupted;
        this.store = store;
        this.committer = committer;
        this.collector = collector;
        this.config = config;
    }

    /** Reads with {@code reader} until {@code thread} is asked to stop, and calls {@code progress} after each poll. */
    void run(GroupReader reader, Worker thread, Runnable progress) throws InterruptedException {
        drop(); // of an earlier session
        dropped = false;
        while (!thread.isStopping()) {
            reader.hold(isFull() && !committer.hasRoom());
            ConsumerRecords<byte[], byte[]> records = reader.poll(PATIENCE);
            if (dropped) { // these come after the dropped records
                reader.readAgain();
                dropped = false;
                continue;
            }
            collect(records, reader);
            thread.healthy();
            progress.run();
            boolean due =
                    System.nanoTime() - begunNanos >= config.commitInterval().toNanos();
            if (!collector.isEmpty() && due && committer.isIdle()) {
                handOver();
            }
        }
        if (!commitAll()) {
            LOG.warn("the store does not take the last batch in time: it is read again at the next start");
        }
    }

    private boolean isFull() {
        return collector.isFull(config.maxBatchSamples());
    }

    private void collect(ConsumerRecords<byte[], byte[]> records, GroupReader reader) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (collector.isEmpty()) {
                begunNanos = System.nanoTime();
            }
            collector.add(record, reader.partition(record));
            if (isFull()) {
                handOver();
            }
        }
        if (isFull()) {
            handOver();
        }
    }

    /** Passes on the collected records; keeps them while another batch waits. */
    private void handOver() {
        if (committer.offer(collector.batch())) {
            collector.clear();
        }
    }

    /** Commits all that was read, within a bounded time; returns whether it is in the store. */
    private boolean commitAll() throws InterruptedException {
        if (!collector.isEmpty() && !committer.hasRoom() && !committer.flush(LAST_COMMIT)) {
            return false;
        }
        if (!collector.isEmpty()) {
            handOver();
        }
        return committer.flush(LAST_COMMIT);
    }

    private void drop() throws InterruptedException {
        collector.clear();
        committer.discard();
        dropped = true;
    }

    @Override
    public Map<TopicPartition, LogOffset> assigned(Map<TopicPartition, LogPartition> partitions)
            throws InterruptedException {
        interrupted.finishIfOwner(partitions.values());
        Map<LogPartition, LogOffset> stored = store.offsets();
        Map<TopicPartition, LogOffset> positions = new HashMap<>();
        partitions.forEach((partition, log) -> {
            LogOffset position = stored.get(log);
            if (position != null) {
                positions.put(partition, position);
            }
        });
        LOG.info("stores what is in {}, from {}", partitions.keySet(), positions);
        return positions;
    }

    @Override
    public void revoked(Set<TopicPartition> partitions) {
        try {
            if (!commitAll()) {
                LOG.warn(
                        "the store does not take the last batch: it is read again, by whoever reads its partitions then");
                drop();
            }
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    @Override
    public void lost(Set<TopicPartition> partitions) {
        try {
            drop();
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }
}
