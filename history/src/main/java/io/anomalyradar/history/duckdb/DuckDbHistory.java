package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;

/**
 * The history in one DuckDB file, with a write-ahead log ({@code .wal}), a lock ({@code .lock}) and room for large
 * sorts ({@code .tmp}) beside it.
 */
public final class DuckDbHistory {
    private DuckDbHistory() {}

    /**
     * Opens the store in {@code file}, creating it when it is missing; after a crash everything committed is there
     * again.
     *
     * @throws HistoryException LOCKED, DAMAGED, NEWER_SCHEMA or NOT_ACCESSIBLE
     */
    public static HistoryStore open(Path file, HistoryConfig config) {
        DuckDbRows rows = DuckDbRows.open(file, config);
        try {
            return new HistoryStore(rows);
        } catch (RuntimeException unusable) {
            rows.close();
            throw unusable;
        }
    }
}
