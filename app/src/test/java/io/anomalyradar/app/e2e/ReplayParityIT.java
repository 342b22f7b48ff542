package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorded data through the whole path, and through the detectors alone: the same rows, the same verdicts, the same
 * anomalies of series and of devices as a whole.
 */
class ReplayParityIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path SHARED =
            RadarProcess.root().resolve("../shared/data").normalize();

    @Test
    void replayedFiles_areStoredAndJudgedAsRadarScoreJudgesThem(@TempDir Path home) throws Exception {
        Path recorded = home.resolve("recorded");
        RecordedData data = new RecordedData(7);
        int samples = data.writeUnivariate(recorded.resolve("nab/cloud/cpu.csv"), 4_000)
                + data.writeUnivariate(recorded.resolve("nab/taxi.csv"), 2_500)
                + data.writeSensors(recorded.resolve("skab/valve1/0.csv"), 1_200)
                + data.writeSensors(recorded.resolve("skab/valve1/1.csv"), 1_100);

        int stored = replayAndCompare(home, recorded);

        assertThat(stored).isEqualTo(samples);
    }

    @Test
    @EnabledIf("isSharedDataHere")
    void labelledFilesFromElsewhere_areStoredAndJudgedAsRadarScoreJudgesThem(@TempDir Path home) throws Exception {
        Path recorded = home.resolve("recorded");
        copy(SHARED.resolve("nab/data/realKnownCause"), recorded.resolve("nab"));
        copy(SHARED.resolve("skab"), recorded.resolve("skab"));

        int stored = replayAndCompare(home, recorded);

        assertThat(stored).isGreaterThan(200_000);
    }

    static boolean isSharedDataHere() {
        return Files.isDirectory(SHARED);
    }

    /** Answers how many samples are stored. */
    private static int replayAndCompare(Path home, Path recorded) {
        try (RadarProcess radar = RadarProcess.in(home).with("host.telemetry.enabled", "false")) {
            radar.start();
            radar.awaitReady();
            RadarApi api = new RadarApi(radar.address());

            JsonNode scored = radar.json(
                    "score",
                    "--input",
                    recorded.toString(),
                    "--output",
                    home.resolve("scored").toString());
            JsonNode replayed = radar.json("replay", recorded.toString(), "--speed", "max");

            int stored = 0;
            for (JsonNode file : scored.path("items")) {
                stored += compare(api, file);
            }
            assertThat(scored.findValues("startMillis")).isNotEmpty();
            assertThat(stored).isEqualTo(replayed.path("samples").asInt());
            return stored;
        }
    }

    private static int compare(RadarApi api, JsonNode file) {
        String device = file.path("file").asText().replaceFirst("\\.csv$", "");
        int expected = file.path("samples").asInt() - file.path("refused").asInt();
        await(device).atMost(PATIENCE).untilAsserted(() -> assertThat(storedSamples(api, device))
                .isEqualTo(expected));
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode metric : api.device(device).body().path("metrics")) {
            for (JsonNode sample : api.samples(device, metric.path("metric").asText())) {
                counts.merge(sample.path("status").asText(), 1, Integer::sum);
            }
        }
        assertThat(counts).as(device).isEqualTo(scoredCounts(file));
        List<String> anomalies = described(file.path("anomalies"));
        await(device).atMost(PATIENCE).untilAsserted(() -> assertThat(described(api.anomalies(device)))
                .as(device)
                .containsExactlyInAnyOrderElementsOf(anomalies));
        return expected;
    }

    private static int storedSamples(RadarApi api, String device) {
        int stored = 0;
        for (JsonNode metric : api.device(device).body().path("metrics")) {
            stored += metric.path("samples").asInt();
        }
        return stored;
    }

    private static Map<String, Integer> scoredCounts(JsonNode file) {
        int unusual = file.path("unusual").asInt();
        int alarms = file.path("alarms").asInt();
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("WARM_UP", file.path("warmUp").asInt());
        counts.put("NORMAL", file.path("scored").asInt() - unusual - alarms);
        counts.put("UNUSUAL", unusual);
        counts.put("ALARM", alarms);
        counts.put("LATE", file.path("late").asInt());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** The content of an anomaly that both emit, every bit of its numbers. */
    private static List<String> described(Iterable<JsonNode> anomalies) {
        List<String> described = new ArrayList<>();
        for (JsonNode anomaly : anomalies) {
            described.add(String.join(
                    " ",
                    anomaly.path("metric").asText(),
                    anomaly.path("state").asText(),
                    anomaly.path("severity").asText(),
                    anomaly.path("kind").asText(),
                    anomaly.path("startMillis").asText(),
                    anomaly.path("peakMillis").asText(),
                    anomaly.path("endMillis").asText(),
                    anomaly.path("samples").asText(),
                    anomaly.path("score").asText(),
                    anomaly.path("actual").asText(),
                    anomaly.path("expected").asText(),
                    anomaly.path("lower").asText(),
                    anomaly.path("upper").asText(),
                    anomaly.path("contributions").toString()));
        }
        return described;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".csv")).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
