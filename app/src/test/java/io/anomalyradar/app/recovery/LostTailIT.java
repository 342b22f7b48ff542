package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.e2e.RadarProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log loses its tail, as after a power failure: readings acknowledged afterwards are stored nevertheless. */
class LostTailIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String METRIC = "value";
    private static final List<String> DEVICES = List.of("pump-1", "pump-2", "pump-3", "pump-4", "pump-5", "pump-6");
    private static final int BEFORE = 500;
    private static final int AFTER = 100;

    @Test
    void readingsAcknowledgedAfterTheLoss_areStored(@TempDir Path home) throws IOException, InterruptedException {
        try (RadarProcess radar = RadarProcess.in(home).with("pipeline.checkpoint-interval", "1s")) {
            radar.start();
            radar.awaitReady();
            for (int from = 0; from < BEFORE; from += AFTER) {
                send(radar.address(), from);
            }
            awaitStored(radar.address(), 0, BEFORE);
            Path newest = newestCheckpoint(radar.dataDir());
            await().atMost(PATIENCE)
                    .until(() -> !newestCheckpoint(radar.dataDir()).equals(newest));

            radar.kill();
            LostTail.cut(radar.dataDir().resolve("kafka"), 60);
            radar.start();
            radar.awaitReady();
            send(radar.address(), BEFORE);

            awaitStored(radar.address(), BEFORE, BEFORE + AFTER);
            assertThat(radar.dataDir().resolve("logs/radar.log")).content().contains("the log lost its tail");
            assertThat(get(radar.address(), "/ready")).contains("lost its tail");
        }
    }

    private static void send(URI server, int from) throws IOException, InterruptedException {
        String lines = DEVICES.stream()
                .flatMap(device -> IntStream.range(from, from + AFTER)
                        .mapToObj(number ->
                                "{\"device\":\"" + device + "\",\"ts\":" + time(number) + ",\"value\":" + number + "}"))
                .collect(Collectors.joining("\n", "", "\n"));
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/telemetry"))
                .header("content-type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static long time(int number) {
        return 1_700_000_000_000L + number * 10L;
    }

    private static void awaitStored(URI server, int from, int to) {
        Stored stored = new Stored(server);
        List<Double> expected =
                IntStream.range(from, to).mapToObj(number -> (double) number).toList();
        for (String device : DEVICES) {
            await(device).atMost(PATIENCE).untilAsserted(() -> assertThat(
                            stored.samples(device, METRIC, time(from), time(to)))
                    .extracting(Stored.Sample::value)
                    .containsExactlyElementsOf(expected));
        }
    }

    private static Path newestCheckpoint(Path data) throws IOException {
        try (var files = Files.walk(data.resolve("flink/checkpoints"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("chk-"))
                    .max(java.util.Comparator.comparing(file ->
                            Integer.parseInt(file.getFileName().toString().substring("chk-".length()))))
                    .orElse(data);
        }
    }

    private static String get(URI server, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
