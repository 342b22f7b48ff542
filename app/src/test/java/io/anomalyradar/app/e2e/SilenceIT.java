package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two subtasks and three partitions: heartbeats alone prove each of them, and advance the time where no device sends.
 */
class SilenceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DEVICE = "pump-7";
    private static final int USUAL = 400;
    private static final long INTERVAL_MILLIS = 100;
    private static final long FIRST_MILLIS = 1_700_000_000_000L;

    @Test
    void anomalyOfADeviceThatFellSilent_isClosed_althoughNothingIsSentAnyMore(@TempDir Path home) {
        try (RadarProcess radar = RadarProcess.in(home)
                .with("pipeline.parallelism", "2")
                .with("kafka.partitions", "3")
                .with("pipeline.anomaly-idle-timeout", "5s")
                .with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());

            assertThat(api.post(readings(0, USUAL, 0)).status()).isEqualTo(202);
            assertThat(api.post(readings(USUAL, USUAL + 10, 10_000)).status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> !api.anomalies(DEVICE).isEmpty());

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.anomalies(DEVICE))
                    .allSatisfy(anomaly -> assertThat(anomaly.path("state").asText())
                            .as(anomaly.toString())
                            .isEqualTo("ENDED")));
            assertThat(api.get("/ready").status()).isEqualTo(200);
        }
    }

    private static String readings(int from, int to, int more) {
        StringBuilder frames = new StringBuilder("[");
        for (int i = from; i < to; i++) {
            frames.append(i == from ? "" : ",")
                    .append("{\"device\":\"%s\",\"ts\":%d,\"value\":%d}"
                            .formatted(DEVICE, FIRST_MILLIS + i * INTERVAL_MILLIS, 50 + i * 7 % 5 + more));
        }
        return frames.append("]").toString();
    }
}
