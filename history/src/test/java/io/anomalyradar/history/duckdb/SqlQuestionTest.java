package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.history.Cancellation;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlQuestionTest {
    private static final long MINUTE = 60_000;

    private final HistoryStore store;

    SqlQuestionTest(@TempDir Path folder) {
        store = DuckDbHistory.open(folder.resolve("my history.duckdb"), HistoryConfig.DEFAULT);
    }

    @BeforeEach
    void fill() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 10; i++) {
            batch.add(
                    PipelineOutput.scores("pump", i * MINUTE, 2L * i).values(i).frame());
            batch.add(PipelineOutput.scores("fan", i * MINUTE, 2L * i + 1)
                    .metrics("speed")
                    .values(100 + i)
                    .frame());
            batch.add(PipelineOutput.window("pump", i * MINUTE, PipelineOutput.at(2L * i), 60), 1);
        }
        batch.add(PipelineOutput.anomaly("a1", "pump", 3 * MINUTE).emitted(), 1);
        batch.add(PipelineOutput.anomaly("a2", "fan", 4 * MINUTE).emitted(), 1);
        store.commit(batch.build());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SqlAnswer ask(String text) {
        return store.sql(new SqlQuestion(text, null, TimeRange.ALL, 1_000));
    }

    private SqlAnswer ask(String text, Set<String> devices) {
        return store.sql(new SqlQuestion(text, devices, TimeRange.ALL, 1_000));
    }

    private static @Nullable Object only(SqlAnswer answer) {
        assertThat(answer.rows()).hasSize(1);
        return answer.rows().get(0).get(0);
    }

    @Test
    void sql_answersColumnsAndRows() {
        SqlAnswer answer = ask(
                """
                SELECT device, metric, count(*) AS readings, avg(value) AS mean, min(time) AS first
                FROM samples GROUP BY ALL ORDER BY device DESC;
                """);

        assertThat(answer.columns())
                .containsExactly(
                        new SqlAnswer.Column("device", "VARCHAR"),
                        new SqlAnswer.Column("metric", "VARCHAR"),
                        new SqlAnswer.Column("readings", "BIGINT"),
                        new SqlAnswer.Column("mean", "DOUBLE"),
                        new SqlAnswer.Column("first", "TIMESTAMP"));
        assertThat(answer.rows())
                .containsExactly(
                        List.of("pump", "temperature", 10L, 4.5, "1970-01-01T00:00:00Z"),
                        List.of("fan", "speed", 10L, 104.5, "1970-01-01T00:00:00Z"));
        assertThat(answer.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM devices",
                "DESCRIBE samples",
                "SUMMARIZE series",
                "VALUES (1, 'a'), (2, NULL)",
                "SELECT * FROM minutes WHERE device = 'pump' AND ts >= 60000",
                "SELECT time_bucket(INTERVAL 5 minutes, time) AS t, quantile_cont(value, 0.9) FROM samples GROUP BY 1",
                "SELECT *, lag(value) OVER (PARTITION BY device ORDER BY ts) AS before FROM samples",
                "WITH worst AS (SELECT device, max(score) AS s FROM samples GROUP BY 1) SELECT * FROM worst ORDER BY s",
                "SELECT s.device, a.id FROM samples s JOIN anomalies a ON a.device = s.device AND s.ts = a.ts",
                "SELECT device FROM samples WHERE metric LIKE 'temp%' UNION SELECT device FROM anomalies",
                "SELECT CASE WHEN value BETWEEN 1 AND 3 THEN 'low' ELSE 'high' END AS c, count(*) FROM samples GROUP BY c",
                "SELECT count(*) FILTER (WHERE value > 3), count(DISTINCT device) FROM samples",
                "SELECT device || '/' || metric, CAST(value AS INTEGER), value::DECIMAL(10, 2), -value FROM samples",
                "SELECT extract(hour FROM time), date_trunc('hour', time), dayname(time), epoch_ms(time) FROM samples",
                "SELECT * FROM samples WHERE time > now() - INTERVAL 100 years AND time < TIMESTAMP '2100-01-01'",
                "SELECT severity, state, \"end\", document->>'$.kind' FROM anomalies",
                "SELECT (SELECT max(value) FROM samples) - value FROM samples WHERE device IN ('pump', 'fan')",
                "SELECT * FROM samples s ASOF JOIN anomalies a ON s.device = a.device AND s.ts >= a.ts",
                "SELECT i, coalesce(n, 0) FROM range(0, 600000, 60000) t(i) LEFT JOIN"
                        + " (SELECT ts, count(*) AS n FROM samples GROUP BY 1) ON ts = i -- a comment",
                "SELECT * FROM samples QUALIFY row_number() OVER (PARTITION BY device ORDER BY ts DESC) = 1",
                "SELECT status, \"group\", count(*) FROM samples JOIN devices USING (device) GROUP BY ALL HAVING count(*) > 1",
            })
    void sql_ofAnalysts_isAnswered(String text) {
        assertThat(ask(text).columns()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE samples",
                "INSERT INTO samples VALUES (1)",
                "DELETE FROM main.samples",
                "CREATE TABLE t AS SELECT 1",
                "ATTACH '/tmp/x.duckdb'",
                "COPY samples TO '/tmp/x.csv'",
                "SET memory_limit = '10GB'",
                "PRAGMA database_list",
                "CHECKPOINT",
                "INSTALL httpfs",
                "SHOW TABLES",
                "PIVOT samples ON device USING avg(value)",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE samples",
                "",
                ";",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM marks",
                "SELECT * FROM main.samples",
                "SELECT * FROM temp.samples",
                "SELECT * FROM \"my history\".main.samples",
                "SELECT * FROM store",
                "SELECT * FROM series_totals",
                "SELECT * FROM admitted",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_tables",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM pg_catalog.pg_class",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM query_table('samples')",
                "WITH store AS (SELECT 1) SELECT * FROM store",
                "SELECT * FROM (WITH marks AS (SELECT 1) SELECT 1), marks",
                "SELECT current_setting('memory_limit')",
                "SELECT getenv('HOME')",
                "SELECT main.abs(1)",
                "SELECT repeat('a', 1000000000)",
                "SELECT lpad('a', 1000000000, 'b')",
                "SELECT range(1000000000)",
                "SELECT a || a || a || a || a || a FROM (SELECT 'x' AS a)",
                "WITH RECURSIVE t(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM t) SELECT * FROM t",
                "SELECT list_transform([1, 2], x -> x + 1)",
                "SELECT ?",
                "SELECT $1",
                "SELEC 1",
                "SELECT nothing FROM samples",
                "SELECT nothing(1)",
                "SELECT value FROM samples WHERE",
                "SELECT CAST(device AS INTEGER) FROM samples",
                "SELECT 1)) UNION ((SELECT 2",
                "SELECT 1) LIMIT 5 --",
                "SELECT * FROM samples TABLESAMPLE 10%; --",
            })
    void sql_ofAnybodyElse_isRefused(String text) {
        assertThatThrownBy(() -> ask(text)).isInstanceOf(SqlRefusal.class).hasMessageNotContaining("SELECT * FROM (");

        assertThat(store.totals().samples()).isEqualTo(20);
    }

    @Test
    void sql_thatIsWrong_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> ask("SELECT device,\n  valu\nFROM samples"))
                .isInstanceOfSatisfying(SqlRefusal.class, refusal -> {
                    assertThat(refusal).hasMessageContaining("valu").hasMessageContaining("value");
                    assertThat(refusal.line()).isEqualTo(2);
                    assertThat(refusal.column()).isEqualTo(3);
                });
        assertThatThrownBy(() -> ask("SELECT 1\nFROM\nmarks")).isInstanceOfSatisfying(SqlRefusal.class, refusal -> {
            assertThat(refusal).hasMessageContaining("there is no table marks");
            assertThat(refusal.line()).isEqualTo(3);
            assertThat(refusal.column()).isEqualTo(1);
        });
        assertThatThrownBy(() -> ask("SELECT (1,"))
                .isInstanceOfSatisfying(
                        SqlRefusal.class, refusal -> assertThat(refusal.line()).isEqualTo(1));
    }

    @Test
    void sql_ofLimitedViewer_seesItsDevicesOnly() {
        Set<String> fan = Set.of("fan", "no such device");

        assertThat(only(ask("SELECT count(*) FROM samples", fan))).isEqualTo(10L);
        assertThat(only(ask("SELECT count(*) FROM minutes", fan))).isEqualTo(0L);
        assertThat(only(ask("SELECT device FROM devices", fan))).isEqualTo("fan");
        assertThat(only(ask("SELECT metric FROM series", fan))).isEqualTo("speed");
        assertThat(only(ask("SELECT id FROM anomalies", fan))).isEqualTo("a2");
        assertThat(only(ask("SELECT count(*) FROM samples", Set.of()))).isEqualTo(0L);
        assertThatThrownBy(() -> ask("SELECT device::INTEGER FROM samples WHERE device::INTEGER > 0", fan))
                .isInstanceOf(SqlRefusal.class)
                .hasMessageNotContaining("pump");
    }

    @Test
    void sql_sees_theQuestionsTimeOnly() {
        TimeRange range = new TimeRange(2 * MINUTE, 4 * MINUTE);

        assertThat(only(store.sql(new SqlQuestion("SELECT count(*) FROM samples", null, range, 10))))
                .isEqualTo(4L);
        assertThat(only(store.sql(new SqlQuestion("SELECT count(*) FROM minutes", null, range, 10))))
                .isEqualTo(2L);
        assertThat(only(store.sql(new SqlQuestion("SELECT id FROM anomalies", null, range, 10))))
                .isEqualTo("a1");
    }

    @Test
    void sql_withMoreRowsThanAsked_isCut_inOrder() {
        SqlAnswer answer =
                store.sql(new SqlQuestion("SELECT i FROM range(1000000) t(i) ORDER BY i DESC", null, TimeRange.ALL, 3));

        assertThat(answer.rows()).containsExactly(List.of(999_999L), List.of(999_998L), List.of(999_997L));
        assertThat(answer.complete()).isFalse();
    }

    @Test
    void sql_withLargeTexts_isCutByItsSize() {
        SqlAnswer answer = store.sql(new SqlQuestion(
                "SELECT '" + "x".repeat(9_000) + "' AS t FROM range(1000000)", null, TimeRange.ALL, 100_000));

        assertThat(answer.rows()).hasSizeLessThan(2_000);
        assertThat(answer.complete()).isFalse();
    }

    @Test
    void sql_thatNeedsTooMuchMemory_isRefused_andTheWriterGoesOn() {
        CompletableFuture<Throwable> refused = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError(ask("SELECT median(a * b) FROM range(100000000) t(a), range(10) u(b)"));
            } catch (RuntimeException failure) {
                return failure;
            }
        });
        int commits = 0;
        while (!refused.isDone()) {
            store.commit(HistoryBatch.builder()
                    .add(PipelineOutput.scores("pump", 0, 100 + commits++).frame())
                    .build());
        }

        assertThat(refused.join()).isInstanceOf(SqlRefusal.class).hasMessageContaining("memory");
        assertThat(store.totals().samples()).isEqualTo(20 + commits);
    }

    @Test
    void sql_thatNobodyWaitsFor_isStopped() throws Exception {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<@Nullable HistoryException> stopped = CompletableFuture.supplyAsync(() -> {
            try {
                cancellation.run(() -> ask("SELECT count(*) FROM range(1000000000000) t(a) WHERE a % 7 = 3"));
                return null;
            } catch (HistoryException failure) {
                return failure;
            }
        });

        cancellation.cancel();

        assertThat(stopped.get(25, TimeUnit.SECONDS))
                .extracting(HistoryException::code)
                .isEqualTo(HistoryException.Code.CANCELLED);
    }

    @Test
    void sql_nestedAsDeepAsItsLengthAllows_isAnsweredOrRefused() {
        for (String open : List.of("(", "[", "abs(", "- ", "NOT ", "(SELECT ", "{'a': ")) {
            String text = "SELECT " + open.repeat(9_000 / open.length()) + "1";

            assertThatThrownBy(() -> ask(text)).isInstanceOf(SqlRefusal.class);
        }
    }
}
