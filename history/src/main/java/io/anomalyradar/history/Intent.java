package io.anomalyradar.history;

import java.util.Map;

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
}
