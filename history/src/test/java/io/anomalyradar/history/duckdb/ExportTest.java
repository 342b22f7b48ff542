package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.ExportFormat;
import io.anomalyradar.history.ExportedFile;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported files, read back by another DuckDB. */
class ExportTest {
    private static final long MINUTE = 60_000;
    private static final String SERIES =
            "SELECT device, metric, time, ts, value, score FROM samples ORDER BY device, ts";

    private final Path database;
    private final Path folder;
    private final HistoryStore store;

    ExportTest(@TempDir Path directory) {
        database = directory.resolve("it's history.duckdb");
        folder = directory.resolve("it's history.duckdb.exports");
        store = DuckDbHistory.open(database, HistoryConfig.DEFAULT);
    }

    @BeforeEach
    void fill() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 10; i++) {
            for (String device : List.of("pump", "fan \"7\", hall ä")) {
                long offset = 2L * i + (device.equals("pump") ? 0 : 1);
                batch.add(PipelineOutput.scores(device, i * MINUTE, offset)
                        .values(i + 0.1)
                        .frame());
            }
        }
        store.commit(batch.build());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ExportedFile export(String sql, ExportFormat format) {
        return store.export(new SqlQuestion(sql, null, TimeRange.ALL, 1_000), format);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** All rows of {@code sql} as text. */
    private static List<String> read(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection other = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = other.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private List<String> answered() {
        return store.sql(new SqlQuestion(SERIES, null, TimeRange.ALL, 1_000)).rows().stream()
                .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    @Test
    void export_parquet_hasTheAnswersRowsAndTypes() throws Exception {
        try (ExportedFile exported = export(SERIES + ";", ExportFormat.PARQUET)) {
            String file = "read_parquet(" + ExportFolder.quoted(exported.file()) + ")";

            assertThat(exported.rows()).isEqualTo(20);
            assertThat(exported.bytes()).isEqualTo(Files.size(exported.file()));
            assertThat(read("SELECT device, metric, strftime(time, '%Y-%m-%dT%H:%M:%SZ'), ts, value, score FROM "
                            + file))
                    .isEqualTo(answered());
            assertThat(read("SELECT column_type FROM (DESCRIBE SELECT * FROM " + file + ")"))
                    .containsExactly("VARCHAR", "VARCHAR", "TIMESTAMP", "BIGINT", "DOUBLE", "DOUBLE");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void export_ndjson_isAnObjectOnEachLine() throws Exception {
        try (ExportedFile exported = export(SERIES, ExportFormat.NDJSON)) {
            assertThat(Files.readAllLines(exported.file()))
                    .hasSize(20)
                    .first()
                    .asString()
                    .startsWith("{\"device\":\"fan \\\"7\\\", hall ä\",")
                    .contains("\"time\":\"1970-01-01T00:00:00.000Z\",\"ts\":0,\"value\":0.1");
        }
    }

    @Test
    void export_csv_tellsNullFromEmptyText_andQuotes() throws Exception {
        try (ExportedFile exported = export("SELECT NULL AS a, '' AS b, 'x,\"y\"' AS c", ExportFormat.CSV)) {
            assertThat(Files.readString(exported.file())).isEqualTo("a,b,c\n,\"\",\"x,\"\"y\"\"\"\n");
        }
    }

    @Test
    void export_ofSomebodyWithFewDevices_hasOnlyThose() {
        try (ExportedFile exported = store.export(
                new SqlQuestion("FROM samples", Set.of("pump"), TimeRange.ALL, 1_000), ExportFormat.PARQUET)) {
            assertThat(exported.rows()).isEqualTo(10);
        }
    }

    @Test
    void export_withMoreRowsThanTheLimit_isRefused_notCut() throws Exception {
        assertThatThrownBy(() -> export("SELECT * FROM range(1001)", ExportFormat.PARQUET))
                .isInstanceOf(SqlRefusal.class)
                .hasMessageContaining("more than 1000 rows");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY samples TO 'x.csv'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT 1) TO 'x.csv' (FORMAT csv); --",
                "SELECT 1; SELECT 2",
                "FROM glob('*')",
            })
    void export_ofWhatIsNoQuestion_isRefused(String sql) throws Exception {
        assertThatThrownBy(() -> export(sql, ExportFormat.CSV)).isInstanceOf(SqlRefusal.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void export_thatNobodyWaitsFor_stops_andLeavesNoFile() throws Exception {
        Cancellation left = new Cancellation();
        SqlQuestion endless = new SqlQuestion(
                "SELECT a, b FROM range(100000) t(a), range(100000) u(b)", null, TimeRange.ALL, 50_000_000);
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(
                        () -> left.run(() -> store.export(endless, ExportFormat.CSV)))
                .handle((exported, failure) -> failure);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !files().isEmpty());

        left.cancel();

        assertThat(outcome.get().getCause())
                .isInstanceOfSatisfying(HistoryException.class, failure -> assertThat(failure.code())
                        .isEqualTo(HistoryException.Code.CANCELLED));
        assertThat(files()).isEmpty();
    }

    @Test
    void opening_removesWhatACrashLeft() throws Exception {
        store.close();
        Files.writeString(folder.resolve("half"), "PAR1");

        DuckDbHistory.open(database, HistoryConfig.DEFAULT).close();

        assertThat(files()).isEmpty();
    }
}
