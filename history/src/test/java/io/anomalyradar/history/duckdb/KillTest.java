package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.Committed;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Told;
import io.anomalyradar.history.Totals;
import io.anomalyradar.model.config.HistoryConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a writing process, again and again on one store. */
class KillTest {
    private static final int KILLS = 8;

    @Test
    void kill_atRandomMoments_losesNothingAndDoublesNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("history.duckdb");
        Random random = new Random(20_261_122);

        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = runAndKill(file, 1 + random.nextInt(40), random.nextInt(30));

            assertConsistent(file, acknowledged);
        }
        assertEveryValueOnce(file);
    }

    /** The offset that the process said it had reached when it was killed, after {@code commits} and some time more. */
    private static long runAndKill(Path file, int commits, int moreMillis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CommitLoop.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long reached = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < commits; i++) {
                reached = Long.parseLong(output.readLine());
            }
            process.waitFor(moreMillis, TimeUnit.MILLISECONDS); // into the midst of a commit
            process.toHandle().destroyForcibly(); // keeps what it has printed
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                reached = Math.max(reached, Long.parseLong(line)); // a line cut short is a smaller number
            }
            process.waitFor();
        }
        return reached;
    }

    private static void assertConsistent(Path file, long acknowledged) {
        try (HistoryStore store = DuckDbHistory.open(file, HistoryConfig.DEFAULT)) {
            long next = store.offsets().getOrDefault(Told.SCORES, 0L);
            Totals totals = store.totals();

            assertThat(next).isGreaterThanOrEqualTo(acknowledged);
            assertThat(store.offsets()).isEqualTo(CommitLoop.offsets(next));
            assertThat(totals.samples()).isEqualTo(next * CommitLoop.METRICS.length);
            assertThat(totals.anomalies()).isEqualTo((next + 9) / 10);

            Committed again = store.commit(CommitLoop.batch(0, next)); // marks: all of it is known

            assertThat(again.repeatedFrames()).isEqualTo(next);
            assertThat(again.samples()).isZero();
            assertThat(again.anomalies()).isZero();
            assertThat(store.totals().samples()).isEqualTo(totals.samples());
        }
    }

    private static void assertEveryValueOnce(Path file) throws Exception {
        long frames;
        try (HistoryStore store = DuckDbHistory.open(file, HistoryConfig.DEFAULT)) {
            frames = store.offsets().getOrDefault(Told.SCORES, 0L);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            List<Long> offsets = Sql.rows(
                    connection,
                    """
                    SELECT source_offset FROM samples JOIN series ON series.id = samples.series
                    JOIN devices ON devices.id = series.device
                    WHERE devices.name = 'device-' || source_offset % ?
                    AND value = source_offset + (ascii(metric) - ascii('a')) * 0.25
                    GROUP BY source_offset HAVING count(*) = ? AND count(DISTINCT metric) = ? ORDER BY source_offset""",
                    row -> row.getLong(1),
                    CommitLoop.DEVICES,
                    CommitLoop.METRICS.length,
                    CommitLoop.METRICS.length);

            assertThat(offsets)
                    .containsExactlyElementsOf(
                            LongStream.range(0, frames).boxed().toList());
        }
    }
}
