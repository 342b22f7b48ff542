package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.HistoryStoreContract;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbHistoryTest extends HistoryStoreContract {
    private final Path folder;

    DuckDbHistoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected HistoryStore open() {
        return DuckDbHistory.open(folder.resolve("history.duckdb"), HistoryConfig.DEFAULT);
    }
}
