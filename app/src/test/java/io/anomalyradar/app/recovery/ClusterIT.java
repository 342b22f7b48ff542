package io.anomalyradar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.e2e.FlinkCluster;
import io.anomalyradar.app.e2e.RadarProcess;
import io.anomalyradar.app.e2e.RadarProcess.Finished;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server, the job's cluster and the broker as processes of their own: each is replaced while a device sends. */
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_MILLIS = 1_732_233_600_000L;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void jobIsReplaced_andServerIsKilled_underLoad_nothingIsLostOrDoubled(@TempDir Path home) throws Exception {
        Path flink = Files.createDirectory(home.resolve("flink"));
        Path radarHome = Files.createDirectory(home.resolve("radar"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home.resolve("kafka"), FreePort.next(), reason -> {});
                FlinkCluster cluster = FlinkCluster.start(flink);
                RadarProcess radar = RadarProcess.in(radarHome)) {
            Map<String, String> settings = Map.of(
                    "kafka.bootstrap-servers", kafka.bootstrapServers(),
                    "flink.address", cluster.address().toString(),
                    "flink.savepoints", flink.resolve("savepoints").toUri().toString(),
                    "host.telemetry.enabled", "false");
            settings.forEach(radar::with);
            radar.start();
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(ready(radar))
                    .contains("start it with 'radar job submit'"));

            Finished submitted = job(radar, settings, "submit");
            assertThat(submitted.exitCode()).as(submitted.errors()).isZero();
            radar.awaitReady();
            assertThat(job(radar, settings, "submit").errors()).contains("runs already");

            Sender sender = new Sender("pump", FIRST_MILLIS, radar::address);
            Thread sending = new Thread(sender, "sender");
            sending.start();
            awaitAcknowledged(sender, 200);
            Finished upgraded = job(radar, settings, "upgrade");
            assertThat(upgraded.exitCode()).as(upgraded.errors()).isZero();
            awaitAcknowledged(sender, sender.acknowledged() + 100);
            radar.kill();
            radar.start();
            radar.awaitReady();
            awaitAcknowledged(sender, sender.acknowledged() + 100);
            sender.stop();
            sending.join();

            assertStoredOnce(radar, sender);

            Path noJar = Files.writeString(home.resolve("no.jar"), "not a jar");
            Finished refused = job(radar, settings, "upgrade", "--jar", noJar.toString());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.errors()).contains("refused");
            assertThat(job(radar, settings, "status").exitCode()).isZero();

            Finished stopped = job(radar, settings, "stop");
            assertThat(stopped.exitCode()).as(stopped.errors()).isZero();
            await().atMost(PATIENCE).until(() -> !radar.isReady());
            Finished again =
                    job(radar, settings, "submit", "--from", stopped.output().strip());
            assertThat(again.exitCode()).as(again.errors()).isZero();
            radar.awaitReady();
            assertStoredOnce(radar, sender);
        }
    }

    private static Finished job(RadarProcess radar, Map<String, String> settings, String... words) {
        List<String> all = new ArrayList<>(List.of("job"));
        all.addAll(List.of(words));
        settings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return radar.run(all.toArray(String[]::new));
    }

    private static void awaitAcknowledged(Sender sender, int frames) {
        await().atMost(PATIENCE).until(() -> sender.acknowledged() >= frames);
    }

    private static void assertStoredOnce(RadarProcess radar, Sender sender) {
        Stored stored = new Stored(radar.address());
        int sent = sender.acknowledged();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        stored.samples("pump", Sender.NUMBER, FIRST_MILLIS, sender.timeOf(sent)).stream()
                                .map(sample -> (int) sample.value()))
                .containsExactlyElementsOf(IntStream.range(0, sent).boxed().toList()));
    }

    private String ready(RadarProcess radar) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(radar.address().resolve("/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
