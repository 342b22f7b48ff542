package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.HistoryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A transaction that fails leaves nothing behind, on disk or in memory, and the store remains usable. */
class FailedCommitTest {

    @Test
    void commit_anotherWriteInTheWay_canBeDoneAgain(@TempDir Path folder) throws Exception {
        try (Database database = Database.open(folder.resolve("history.duckdb"), HistoryConfig.DEFAULT);
                HistoryStore store =
                        new HistoryStore(new DuckDbRows(database, new Writer(database.connect()), 1 << 27));
                Connection other = database.connect()) {
            store.commit(CommitLoop.batch(0, 100));
            HistoryBatch batch = CommitLoop.batch(100, 200);
            Sql.run(other, List.of("BEGIN", "UPDATE consumer_offsets SET next_offset = next_offset + 1"));

            assertThatThrownBy(() -> store.commit(batch))
                    .isInstanceOfSatisfying(
                            HistoryException.Transient.class,
                            failure -> assertThat(failure.retryMayHelp()).isTrue());
            Sql.run(other, List.of("ROLLBACK"));

            assertThat(store.offsets()).isEqualTo(CommitLoop.offsets(100));
            assertThat(store.commit(batch).frames()).isEqualTo(100);
            assertThat(store.commit(batch).repeatedFrames()).isEqualTo(100);
            assertThat(store.offsets()).isEqualTo(CommitLoop.offsets(200));
            long samples = database.read("counting", on -> Sql.number(on, "SELECT count(*) FROM samples"));
            assertThat(samples).isEqualTo(200L * CommitLoop.METRICS.length);
        }
    }

    /** The disk is full for a while: {@code prlimit} lets no file grow, then lets it again. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void commit_whileTheDiskIsFull_failsAndGoesOnOnceThereIsRoom(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("history.duckdb");
        try (WritingProcess process = new WritingProcess(file)) {
            process.awaitCommits(10);
            limitFileSize(process, Long.toString(Files.size(file.resolveSibling("history.duckdb.wal")) + 300_000));
            String line = process.nextLine();
            while (WritingProcess.isOffset(line)) {
                line = process.nextLine();
            }
            limitFileSize(process, "unlimited");
            process.awaitCommits(10);
            process.kill(0);

            assertThat(line).isIn("OUTCOME_UNKNOWN", "DISK_FULL");
            process.assertConsistent();
        }
    }

    private static void limitFileSize(WritingProcess process, String bytes) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
