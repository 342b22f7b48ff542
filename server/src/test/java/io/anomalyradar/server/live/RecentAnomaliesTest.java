package io.anomalyradar.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.DeletedData;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.server.testing.Examples;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentAnomaliesTest {
    @Test
    void openAnomaliesOfTwoDevices_areSelectedFromAFleetThatHasManyMore(@TempDir Path folder) {
        HistoryBatch.Builder batch =
                HistoryBatch.builder().add(Examples.open("0-pump", "pump"), 1).add(Examples.open("0-fan", "fan"), 1);
        for (int i = 0; i < PageRequest.MAX_LIMIT; i++) { // all start at one time: a higher id counts as newer
            batch.add(Examples.open("1-" + i, "other-" + i), 1);
        }
        try (HistoryStore store = DuckDbHistory.open(folder.resolve("history.duckdb"), HistoryConfig.DEFAULT)) {
            store.commit(batch.build());

            assertThat(new RecentAnomalies(store, DeletedData.NONE).select(of("pump", "fan"), 100))
                    .extracting(Anomaly::id)
                    .containsExactlyInAnyOrder("0-pump", "0-fan");
        }
    }

    @Test
    void anomaliesOfADeletedDevice_areInNoSnapshot_thoseOfItsNewLifeAre(@TempDir Path folder) {
        DeletedData deleted = device -> device.equals("pump") ? 1_000 : 0;
        try (HistoryStore store = DuckDbHistory.open(folder.resolve("history.duckdb"), HistoryConfig.DEFAULT)) {
            RecentAnomalies anomalies = new RecentAnomalies(store, deleted);
            anomalies.add(openAppendedAt(999, "old", "pump"));
            anomalies.add(openAppendedAt(1_000, "new", "pump"));
            anomalies.add(openAppendedAt(999, "other", "fan"));

            assertThat(anomalies.select(of("pump", "fan"), 100))
                    .extracting(Anomaly::id)
                    .containsExactlyInAnyOrder("new", "other");
        }
    }

    private static Anomaly openAppendedAt(long appendTimeMillis, String id, String device) {
        return Examples.anomaly(id, 1, device, AnomalyState.OPEN, Severity.CRITICAL, 42, appendTimeMillis);
    }

    private static Subscription of(String... devices) {
        return new Subscription(Set.of(devices), Set.of(), Set.of(), 100, true, true, false);
    }
}
