package io.anomalyradar.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What watches the radar itself, against a radar that runs. */
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern METRIC = Pattern.compile("radar_[a-z_]+");

    @Test
    void metricsOfRulesAndDashboard_exist_andTheDeadMansSwitchIsCalled(@TempDir Path directory) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
        try (RadarProcess radar = RadarProcess.in(directory)
                .with("alerts.alive-url", url + "/alive")
                .with("alerts.webhook.url", url + "/webhook")) {
            radar.start();
            radar.awaitReady();

            await().atMost(PATIENCE).until(() -> calls.get() > 0);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(exported(radar))
                    .containsAll(named("deploy/prometheus/radar.rules.yaml"))
                    .containsAll(named("deploy/grafana/dashboards/anomaly-radar-itself.json")));
        } finally {
            receiver.stop(0);
        }
    }

    private static Set<String> exported(RadarProcess radar) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(radar.address().resolve("/metrics")).build();
        return metrics(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    private static Set<String> named(String file) throws IOException {
        Set<String> names = metrics(Files.readString(RadarProcess.root().resolve(file)));
        assertThat(names).hasSizeGreaterThan(8);
        return names;
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(text).results().forEach(found -> names.add(found.group()));
        return names;
    }
}
