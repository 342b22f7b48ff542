package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Cutoffs;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.score.ScoreFrame;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The view of a device is answered without a scan of its samples, and equals the result of counting them. */
class SeriesTotalsTest {
    private static final String[] METRICS = {"a", "b"};

    private final Path file;

    SeriesTotalsTest(@TempDir Path folder) {
        this.file = folder.resolve("history.duckdb");
    }

    @Test
    void latestAndCounts_ofAMetricThatIsSilentForLong_readNoSample() throws SQLException {
        try (HistoryStore store = open()) {
            store.commit(HistoryBatch.builder()
                    .add(PipelineOutput.scores("pump", 1_000, 0)
                            .metrics("a", "silent")
                            .appendedAt(1)
                            .frame())
                    .add(PipelineOutput.scores("pump", 2_000, 1)
                            .metrics("a")
                            .appendedAt(7_200_000)
                            .frame())
                    .build());
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            Sql.run(connection, List.of("DELETE FROM samples"));
        }

        try (HistoryStore store = open()) {
            assertThat(store.latest("pump"))
                    .extracting(
                            MetricSample::metric,
                            latest -> latest.sample().source().offset())
                    .containsExactly(tuple("a", 1L), tuple("silent", 0L));
            assertThat(store.counts("pump")).extracting(SeriesCounts::total).containsExactly(2L, 1L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void latestAndCounts_afterAnyCommitsRestartsAndRetention_areThoseOfTheSamples(long seed) {
        Random random = new Random(seed);
        List<ScoreFrame> stored = new ArrayList<>();
        HistoryStore store = open();
        try {
            for (int step = 0; step < 12; step++) {
                HistoryBatch.Builder batch = HistoryBatch.builder();
                for (int i = 1 + random.nextInt(20); i > 0; i--) {
                    ScoreFrame frame = PipelineOutput.scores("pump", random.nextInt(1_000), stored.size())
                            .metrics(random.nextInt(3) == 0 ? new String[] {"a"} : METRICS)
                            .status(SampleStatus.numbered(random.nextInt(5)))
                            .frame();
                    stored.add(frame);
                    batch.add(frame);
                }
                store.commit(batch.build());
                if (random.nextInt(3) == 0) {
                    store.close();
                    store = open();
                }
                if (random.nextInt(4) == 0) {
                    long cutoff = 1_000_000L + random.nextInt(stored.size());
                    store.deleteArrivedBefore(Cutoffs.all(cutoff));
                    stored.replaceAll(frame -> frame.appendTimeMillis() < cutoff ? without(frame) : frame);
                }
                assertSame(store, stored);
            }
        } finally {
            store.close();
        }
    }

    /** In its place, so that the number of frames is the next offset. */
    private static ScoreFrame without(ScoreFrame frame) {
        return PipelineOutput.scores("pump", 0, frame.source().offset())
                .metrics()
                .frame();
    }

    private static void assertSame(HistoryStore store, List<ScoreFrame> stored) {
        List<SeriesCounts> counts = store.counts("pump");
        List<MetricSample> latest = store.latest("pump");
        for (int position = 0; position < METRICS.length; position++) {
            String metric = METRICS[position];
            int least = position + 1;
            List<ScoreFrame> frames =
                    stored.stream().filter(frame -> frame.size() >= least).toList();
            assertThat(counts.stream().filter(count -> count.metric().equals(metric)))
                    .hasSize(frames.isEmpty() ? 0 : 1)
                    .allSatisfy(count -> {
                        for (SampleStatus status : SampleStatus.values()) {
                            assertThat(count.count(status))
                                    .isEqualTo(frames.stream()
                                            .filter(frame -> frame.status(0) == status)
                                            .count());
                        }
                        assertThat(count.firstMillis())
                                .isEqualTo(frames.stream()
                                        .mapToLong(ScoreFrame::timestampMillis)
                                        .min()
                                        .orElseThrow());
                        assertThat(count.lastMillis())
                                .isEqualTo(frames.stream()
                                        .mapToLong(ScoreFrame::timestampMillis)
                                        .max()
                                        .orElseThrow());
                    });
            assertThat(latest.stream()
                            .filter(sample -> sample.metric().equals(metric))
                            .map(sample -> sample.sample().source().offset()))
                    .isEqualTo(frames.stream()
                            .filter(frame -> frame.status(0) != SampleStatus.LATE)
                            .map(frame -> frame.source().offset())
                            .max(Comparator.naturalOrder())
                            .stream()
                            .toList());
        }
    }

    private HistoryStore open() {
        return DuckDbHistory.open(file, HistoryConfig.DEFAULT);
    }
}
