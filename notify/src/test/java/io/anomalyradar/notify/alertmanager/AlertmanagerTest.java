package io.anomalyradar.notify.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.notify.Anomalies;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.Http;
import io.anomalyradar.notify.HttpChannel;
import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real Alertmanager, which make test installs. */
class AlertmanagerTest {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void alert_activeUntilItsEnd() throws Exception {
        assertThat(PROGRAM)
                .as("Alertmanager; install it: make test, or apt-get install prometheus-alertmanager")
                .exists();
        int port = FreePort.next();
        Files.writeString(directory.resolve("config.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        Process alertmanager = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + directory.resolve("config.yml"),
                        "--storage.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try (Channel channel = new HttpChannel(
                Http.settings("am", ChannelType.ALERTMANAGER, Map.of("url", "http://127.0.0.1:" + port)),
                new AlertmanagerFormat(),
                new HttpSender(Duration.ofSeconds(5)),
                Clock.systemUTC())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> answers(port));

            assertThat(channel.deliver(Anomalies.opened("a1"))).isEqualTo(new Outcome.Delivered());
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                JsonNode alerts = alerts(port);
                assertThat(alerts).hasSize(1);
                assertThat(alerts.at("/0/labels/device").asText()).isEqualTo("pump 7/ü");
                assertThat(alerts.at("/0/status/state").asText()).isEqualTo("active");
            });

            assertThat(channel.deliver(Anomalies.ended("a1"))).isEqualTo(new Outcome.Delivered());
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(alerts(port)).isEmpty());
        } finally {
            alertmanager.destroy();
            alertmanager.waitFor();
        }
    }

    private static boolean answers(int port) throws InterruptedException {
        try {
            return alerts(port).isArray();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static JsonNode alerts(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }
}
