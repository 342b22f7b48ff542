package io.anomalyradar.history;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A batch that a store without transactions announces before it writes the first row: which records it holds. They are
 * those from the offsets of the recovered ledger, or from the beginning of a partition that the ledger does not name,
 * up to {@code offsets}.
 *
 * @param offsets the partitions that the batch read, and how far
 */
public record Intent(BatchToken token, Map<LogPartition, LogOffset> offsets) {
    public Intent {
        offsets = Map.copyOf(offsets);
    }

    /**
     * The partition whose reader finishes the batch if its writer is gone: the first one. Kafka's consumer group gives
     * it to one server. Empty if the batch reads nothing: then any server may finish it.
     */
    public Optional<LogPartition> owner() {
        return offsets.keySet().stream()
                .min(Comparator.comparing(LogPartition::topicId).thenComparingInt(LogPartition::partition));
    }
}
