package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a writing process, again and again on one store. */
class KillTest {
    private static final int KILLS = 6;

    @Test
    void kill_atRandomMoments_losesNothingAndDoublesNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("history.duckdb");
        Random random = new Random(20_261_122);

        for (int kill = 0; kill < KILLS; kill++) {
            try (WritingProcess process = new WritingProcess(file)) {
                process.awaitCommits(1 + random.nextInt(25));
                process.kill(random.nextInt(30)); // in the midst of a commit

                process.assertConsistent();
            }
        }
        assertEveryValueOnce(file);
    }

    private static void assertEveryValueOnce(Path file) throws Exception {
        long frames;
        try (HistoryStore store = DuckDbHistory.open(file, HistoryConfig.DEFAULT)) {
            frames = store.offsets()
                    .getOrDefault(PipelineOutput.SCORES, PipelineOutput.next(0))
                    .next();
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
