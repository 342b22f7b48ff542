package io.anomalyradar.pipeline.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The connector's reader, started at the position up to which the log still contains what was read. A checkpoint may be
 * ahead of a log that lost its tail; records written since then under the lost offsets would otherwise be skipped.
 */
@SuppressWarnings("try") // close() of the connector may be interrupted
final class TelemetryReader implements SourceReader<TelemetryRecord, KafkaPartitionSplit> {
    private final SourceReader<TelemetryRecord, KafkaPartitionSplit> connector;
    private final ReadPositions positions;
    private final LogEnds log;

    TelemetryReader(
            SourceReader<TelemetryRecord, KafkaPartitionSplit> connector, ReadPositions positions, LogEnds log) {
        this.connector = connector;
        this.positions = positions;
        this.log = log;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
        for (KafkaPartitionSplit split : splits) {
            if (split.getStartingOffset() >= 0) { // values below are markers, such as the beginning
                known.put(
                        split.getTopicPartition(),
                        LogEnds.position(split.getStartingOffset(), TelemetrySplit.leaderEpoch(split)));
            }
        }
        Map<TopicPartition, Long> lost = log.lost(known);
        List<KafkaPartitionSplit> held = new ArrayList<>(splits.size());
        for (KafkaPartitionSplit split : splits) {
            positions.startAt(split.getPartition(), TelemetrySplit.leaderEpoch(split));
            Long from = lost.get(split.getTopicPartition());
            held.add(from == null ? split : goingOnAt(split, from));
        }
        connector.addSplits(held);
    }

    private KafkaPartitionSplit goingOnAt(KafkaPartitionSplit split, long offset) {
        positions.truncated(split.getTopicPartition().toString(), split.getStartingOffset(), offset);
        return new KafkaPartitionSplit(
                split.getTopicPartition(),
                offset,
                split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        return connector.snapshotState(checkpoint).stream()
                .<KafkaPartitionSplit>map(
                        split -> TelemetrySplit.of(split, positions.leaderEpoch(split.getPartition())))
                .toList();
    }

    @Override
    public void start() {
        connector.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<TelemetryRecord> output) throws Exception {
        return connector.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return connector.isAvailable();
    }

    @Override
    public void notifyNoMoreSplits() {
        connector.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        connector.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
        connector.pauseOrResumeSplits(pause, resume);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        connector.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        connector.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void close() throws Exception {
        connector.close();
    }
}
