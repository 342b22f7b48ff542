package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kafka client that is not ours (kcat, on librdkafka; 'make test' installs it) writes telemetry and reads anomalies.
 */
class ForeignClientIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long MONDAY = 1_732_233_600_000L;
    private static final int NORMAL_SAMPLES = 100;
    private static final int SPIKE_SAMPLES = 5;

    @Test
    void jsonFromKcat_isScoredAndItsAnomalyIsReadByKcatAsJson(@TempDir Path home) throws Exception {
        Path telemetry = Files.write(home.resolve("telemetry"), spikedSeries());
        try (RadarProcess radar = RadarProcess.in(home).with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();

            kcat(home, radar, "-P", "-t", "radar.telemetry", "-K", "|", "-l", telemetry.toString());

            List<JsonNode> anomalies = new ArrayList<>();
            await().atMost(PATIENCE).untilAsserted(() -> {
                anomalies.clear();
                for (String line : kcat(home, radar, "-C", "-t", "radar.anomalies", "-o", "beginning", "-e", "-q")) {
                    anomalies.add(new ObjectMapper().readTree(line));
                }
                assertThat(anomalies).isNotEmpty();
            });
            JsonNode anomaly = anomalies.get(0);
            assertThat(anomaly.path("device").asText()).isEqualTo("kcat-1");
            assertThat(anomaly.path("metric").asText()).isEqualTo("temperature");
            assertThat(anomaly.path("startMillis").asLong()).isEqualTo(MONDAY + NORMAL_SAMPLES * 500L);
            assertThat(anomaly.path("actual").asDouble()).isEqualTo(95);
            assertThat(new RadarApi(radar.address()).samples("kcat-1", "temperature"))
                    .hasSize(NORMAL_SAMPLES + SPIKE_SAMPLES);
        }
    }

    /** Lines of key and frame. */
    private static List<String> spikedSeries() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < NORMAL_SAMPLES + SPIKE_SAMPLES; i++) {
            double value = i < NORMAL_SAMPLES ? 50 + Math.sin(i) : 95;
            lines.add("kcat-1|{\"device\":\"kcat-1\",\"ts\":" + (MONDAY + i * 500L) + ",\"metrics\":{\"temperature\":"
                    + value + "}}");
        }
        return lines;
    }

    /** Runs kcat, which must succeed, and answers the lines that it printed. */
    private static List<String> kcat(Path home, RadarProcess radar, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kcat", "-b", radar.bootstrapServers()));
        command.addAll(List.of(options));
        Path errors = home.resolve("kcat.err");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return lines;
    }
}
