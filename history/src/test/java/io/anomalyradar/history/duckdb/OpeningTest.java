package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.model.config.HistoryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message for the person who starts the radar when its store cannot be opened. */
class OpeningTest {
    private final Path folder;
    private final Path file;

    OpeningTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("some where").resolve("history.duckdb");
    }

    @BeforeEach
    void fillStore() {
        try (HistoryStore store = open()) {
            store.commit(CommitLoop.batch(0, 5_000));
        }
    }

    @Test
    void open_secondTimeInThisProcess_isLocked() {
        try (HistoryStore first = open()) {
            assertFails(Code.LOCKED, "another data.dir");
            first.check();
        }
        open().close();
    }

    @Test
    void open_whileAnotherProgramHasTheFile_isLocked() throws Exception {
        try (WritingProcess other = new WritingProcess(file)) {
            other.awaitCommits(1);

            assertFails(Code.LOCKED, "stop it");
        }
    }

    @Test
    void open_junk_isDamaged() throws IOException {
        Files.write(file, "no database at all ".repeat(1_000).getBytes(StandardCharsets.UTF_8));

        assertFails(Code.DAMAGED, "move it");
    }

    @Test
    void open_fileCutShort_isDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 20_000));

        assertFails(Code.DAMAGED, "move it");
    }

    @Test
    void open_logWithFlippedBits_isDamaged() throws IOException {
        Path copy = crashedCopy();
        Path log = copy.resolveSibling(copy.getFileName() + ".wal");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(log, bytes);

        assertThatThrownBy(() -> DuckDbHistory.open(copy, HistoryConfig.DEFAULT))
                .isInstanceOfSatisfying(HistoryException.class, failure -> assertThat(failure.code())
                        .isEqualTo(Code.DAMAGED));
    }

    @Test
    void open_logCutShort_keepsWholeTransactions() throws IOException {
        Path copy = crashedCopy();
        Path log = copy.resolveSibling(copy.getFileName() + ".wal");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length * 2 / 3));

        try (HistoryStore store = DuckDbHistory.open(copy, HistoryConfig.DEFAULT)) {
            long next = store.offsets()
                    .getOrDefault(PipelineOutput.SCORES, PipelineOutput.next(0))
                    .next();

            assertThat(next).isBetween(5_000L, 5_900L);
            assertThat(store.totals().samples()).isEqualTo(next * CommitLoop.METRICS.length);
        }
    }

    @Test
    void open_newerFormat_namesBothVersions() throws SQLException {
        change("UPDATE store SET version = 99");

        assertFails(Code.NEWER_SCHEMA, "format 99");
    }

    @Test
    void open_anotherDatabase_isRefused() throws IOException, SQLException {
        Files.delete(file);
        change("CREATE TABLE theirs (a INTEGER)");

        assertFails(Code.DAMAGED, "not a history store");
    }

    @Test
    void open_pathThroughAFile_isNotAccessible() {
        assertThatThrownBy(() -> DuckDbHistory.open(file.resolve("history.duckdb"), HistoryConfig.DEFAULT))
                .isInstanceOfSatisfying(HistoryException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(Code.NOT_ACCESSIBLE);
                    assertThat(failure).hasMessageContaining("data.dir");
                });
    }

    private HistoryStore open() {
        return DuckDbHistory.open(file, HistoryConfig.DEFAULT);
    }

    private void assertFails(Code code, String remedy) {
        assertThatThrownBy(this::open).isInstanceOfSatisfying(HistoryException.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.retryMayHelp()).isFalse();
            assertThat(failure).hasMessageContaining(remedy).hasMessageContaining(file.toString());
        });
    }

    /** The files as a kill would leave them, with ten more batches in the log. */
    private Path crashedCopy() throws IOException {
        Path copy = folder.resolve("copy.duckdb");
        try (HistoryStore store = open()) {
            for (int batch = 0; batch < 10; batch++) {
                store.commit(CommitLoop.batch(5_000 + batch * 100L, 5_100 + batch * 100L));
            }
            for (String ending : List.of("", ".wal")) {
                Files.copy(
                        file.resolveSibling(file.getFileName() + ending),
                        copy.resolveSibling(copy.getFileName() + ending),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            Sql.run(connection, List.of(sql));
        }
    }

    @Test
    void commit_largerThanTheMemoryLimit_isStored() {
        HistoryConfig small = new HistoryConfig(
                HistoryConfig.DEFAULT.retention(), HistoryConfig.DEFAULT.commitInterval(), 1_000_000, 64, null);
        try (HistoryStore store = DuckDbHistory.open(folder.resolve("small.duckdb"), small)) {
            HistoryBatch.Builder batch = HistoryBatch.builder();
            String[] metrics = new String[500];
            Arrays.setAll(metrics, i -> "metric-" + i);
            for (int offset = 0; offset < 2_000; offset++) { // 75 MB of rows
                batch.add(PipelineOutput.scores("pump", offset, offset)
                        .metrics(metrics)
                        .frame());
            }

            store.commit(batch.build());

            assertThat(store.totals().samples()).isEqualTo(1_000_000);
        }
    }
}
