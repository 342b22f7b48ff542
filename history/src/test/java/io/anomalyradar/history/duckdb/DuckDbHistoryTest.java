package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.CommitContract;
import io.anomalyradar.history.DeviceContract;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LifeContract;
import io.anomalyradar.history.ListContract;
import io.anomalyradar.history.RollUpContract;
import io.anomalyradar.history.SeriesContract;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every contract, kept by DuckDB. */
class DuckDbHistoryTest {
    private final Path folder;

    DuckDbHistoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private HistoryStore openFile() {
        return DuckDbHistory.open(folder.resolve("history.duckdb"), HistoryConfig.DEFAULT);
    }

    @Nested
    class Commits extends CommitContract {
        @Override
        protected HistoryStore open() {
            return openFile();
        }
    }

    @Nested
    class SeriesQuestions extends SeriesContract {
        @Override
        protected HistoryStore open() {
            return openFile();
        }
    }

    @Nested
    class SeriesFromWindows extends RollUpContract {
        @Override
        protected HistoryStore open() {
            return openFile();
        }
    }

    @Nested
    class DeviceQuestions extends DeviceContract {
        @Override
        protected HistoryStore open() {
            return openFile();
        }
    }

    @Nested
    class Lists extends ListContract {
        @Override
        protected HistoryStore open() {
            return openFile();
        }
    }

    @Nested
    class Life extends LifeContract {
        @Override
        protected HistoryStore open() {
            return openFile();
        }
    }
}
