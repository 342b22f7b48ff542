package io.anomalyradar.history.clickhouse;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.anomalyradar.history.CommitContract;
import io.anomalyradar.history.DeviceContract;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.LifeContract;
import io.anomalyradar.history.ListContract;
import io.anomalyradar.history.RollUpContract;
import io.anomalyradar.history.SeriesContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every store, against a real engine; each test has a database of its own. */
class ClickHouseHistoryTest {
    private static @Nullable ChdbServer server;
    private static int databases;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        assumeThat(ChdbServer.isInstalled())
                .as("the tests need ClickHouse's engine: .ci/prerequisites installs it")
                .isTrue();
        server = new ChdbServer(Files.createDirectory(directory.resolve("chdb")), 0);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void chooseDatabase() {
        databases++;
    }

    private static HistoryStore openDatabase() {
        if (server == null) {
            throw new IllegalStateException("the engine is not running");
        }
        return server.open("history " + databases);
    }

    @Nested
    class Commits extends CommitContract {
        @Override
        protected HistoryStore open() {
            return openDatabase();
        }
    }

    @Nested
    class SeriesQuestions extends SeriesContract {
        @Override
        protected HistoryStore open() {
            return openDatabase();
        }
    }

    @Nested
    class DeviceQuestions extends DeviceContract {
        @Override
        protected HistoryStore open() {
            return openDatabase();
        }
    }

    @Nested
    class SeriesFromWindows extends RollUpContract {
        @Override
        protected HistoryStore open() {
            return openDatabase();
        }
    }

    @Nested
    class Lists extends ListContract {
        @Override
        protected HistoryStore open() {
            return openDatabase();
        }
    }

    @Nested
    class Life extends LifeContract {
        @Override
        protected HistoryStore open() {
            return openDatabase();
        }
    }
}
