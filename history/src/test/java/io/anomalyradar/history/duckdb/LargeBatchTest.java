package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.config.HistoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that is full by its bytes fits in the least memory that a store may be given. */
class LargeBatchTest {

    @Test
    void commit_largeAnomaliesUntilTheBatchIsFull_fitsInTheLeastMemory(@TempDir Path folder) {
        HistoryConfig least =
                new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(10), 250_000, 64, null);
        try (HistoryStore store = DuckDbHistory.open(folder.resolve("history.duckdb"), least)) {
            int anomalies = 0;
            for (int batches = 0; batches < 8; batches++) {
                HistoryBatch.Builder batch = HistoryBatch.builder();
                while (!batch.isFull(least.maxBatchSamples())) {
                    batch.add(large("a" + anomalies++ % 500), 1);
                }
                store.commit(batch.build());
            }

            assertThat(store.totals().anomalies()).isEqualTo(Math.min(500, anomalies));
        }
    }

    private static Anomaly large(String id) {
        Anomaly small = PipelineOutput.anomaly(id, "pump", 1).emitted();
        return new Anomaly(
                small.id(),
                small.revision(),
                small.device(),
                small.metric(),
                small.state(),
                small.severity(),
                small.kind(),
                small.startMillis(),
                small.endMillis(),
                small.peak(),
                small.samples(),
                "x".repeat(20_000),
                small.source(),
                small.appendTimeMillis(),
                small.configVersion(),
                small.attributes(),
                small.contributions());
    }
}
