package io.anomalyradar.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.app.edge.EdgeProcess;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.edge.testing.Mosquitto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs that are not ours send telemetry with a fault, and it is detected: kcat (on librdkafka) writes to Kafka and reads
 * anomalies, Prometheus scrapes an exporter and sends remote write, mosquitto publishes to the gateway, and InfluxDB's client
 * imports a file. 'make test' installs them.
 */
class ForeignClientIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long MONDAY = 1_732_233_600_000L;
    private static final int NORMAL_SAMPLES = 100;
    private static final int SPIKE_SAMPLES = 5;

    private static final int GRAPHITE_PORT = FreePort.next();

    private static RadarProcess radar;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        radar = RadarProcess.in(home)
                .with("host.telemetry.enabled", "false")
                .with("doors.graphite.port", Integer.toString(GRAPHITE_PORT));
        radar.start();
        radar.awaitReady();
    }

    @AfterAll
    static void stop() {
        radar.close();
    }

    @Test
    void jsonFromKcat_isScoredAndItsAnomalyIsReadByKcatAsJson(@TempDir Path home) throws Exception {
        Path telemetry = Files.write(home.resolve("telemetry"), spikedSeries());
        kcat(home, radar, "-P", "-t", "radar.telemetry", "-K", "|", "-l", telemetry.toString());

        List<JsonNode> anomalies = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            anomalies.clear();
            for (String line : kcat(home, radar, "-C", "-t", "radar.anomalies", "-o", "beginning", "-e", "-q")) {
                JsonNode anomaly = new ObjectMapper().readTree(line);
                if (anomaly.path("device").asText().equals("kcat-1")) {
                    anomalies.add(anomaly);
                }
            }
            assertThat(anomalies).isNotEmpty();
        });
        JsonNode anomaly = anomalies.get(0);
        assertThat(anomaly.path("device").asText()).isEqualTo("kcat-1");
        assertThat(anomaly.path("metric").asText()).isEqualTo("temperature");
        assertThat(anomaly.path("startMillis").asLong()).isEqualTo(MONDAY + NORMAL_SAMPLES * 500L);
        assertThat(anomaly.path("actual").asDouble()).isEqualTo(95);
        assertStored("kcat-1");
    }

    /** Not only accepted: what each door takes is detected on, at the right time. */
    @ParameterizedTest
    @EnumSource
    void aSpikeThroughAnyDoor_isAnAnomaly(SpikeThroughDoor door) throws Exception {
        String device = "door-" + door.name().toLowerCase(Locale.ROOT).replace("_", "-");
        door.send(radar.address(), GRAPHITE_PORT, device);

        RadarApi api = new RadarApi(radar.address());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.anomalies(device))
                .extracting(anomaly -> anomaly.path("startMillis").asLong())
                .contains(SpikeThroughDoor.spikeMillis()));
    }

    /** What a stranger tries first. */
    @Test
    void commandsOfTheReadme_endWithAnAnomaly(@TempDir Path home) throws Exception {
        String readme = Files.readString(RadarProcess.root().resolve("README.md"));
        String marker = "then disturb it:\n\n```\n";
        int start = readme.indexOf(marker) + marker.length();
        String script = readme.substring(start, readme.indexOf("```", start))
                .replace("127.0.0.1:8080", radar.address().getAuthority())
                .replace("./radar", RadarProcess.root().resolve("radar").toString());
        Path output = home.resolve("readme.log");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", script)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment()
                .put("RADAR_SERVER_PORT", Integer.toString(radar.address().getPort()));
        assertThat(shell.start().waitFor()).as(Files.readString(output)).isZero();

        RadarApi api = new RadarApi(radar.address());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.anomalies("pump-7"))
                .isNotEmpty()
                .allSatisfy(
                        anomaly -> assertThat(anomaly.path("actual").asDouble()).isEqualTo(95)));
    }

    @Test
    void linesThatInfluxsOwnClientImports_areDetectedOn(@TempDir Path home) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/influx")))
                .as("install the package 'influxdb-client'")
                .isTrue();
        List<String> lines =
                new ArrayList<>(List.of("# DDL", "CREATE DATABASE plant", "# DML", "# CONTEXT-DATABASE: plant"));
        for (int i = 0; i < NORMAL_SAMPLES + SPIKE_SAMPLES; i++) {
            double value = i < NORMAL_SAMPLES ? 50 + Math.sin(i) : 95;
            lines.add("boiler,host=influx-1 temperature=" + value + " " + (MONDAY + i * 500L));
        }
        Path file = Files.write(home.resolve("lines"), lines);
        URI address = radar.address();
        Process influx = new ProcessBuilder(
                        "influx",
                        "-host",
                        address.getHost(),
                        "-port",
                        "" + address.getPort(),
                        "-import",
                        "-path",
                        file.toString(),
                        "-precision",
                        "ms")
                .redirectErrorStream(true)
                .start();
        String said = new String(influx.getInputStream().readAllBytes(), UTF_8);

        assertThat(said).contains("Processed 105 inserts", "Failed 0 inserts").doesNotContain("error");
        RadarApi api = new RadarApi(address);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.anomalies("influx-1"))
                .extracting(anomaly -> anomaly.path("startMillis").asLong())
                .contains(MONDAY + NORMAL_SAMPLES * 500L));
    }

    @Test
    void aFaultOfWhatPrometheusScrapes_isAnAnomaly(@TempDir Path home) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/prometheus")))
                .as("install the package 'prometheus'")
                .isTrue();
        AtomicInteger scrapes = new AtomicInteger();
        HttpServer exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/metrics", exchange -> {
            int i = scrapes.getAndIncrement();
            double value = i < NORMAL_SAMPLES ? 50 + Math.sin(i) : 95;
            byte[] text = ("# TYPE temperature gauge\ntemperature " + value + "\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        exporter.start();
        Path configuration = Files.writeString(
                home.resolve("prometheus.yml"),
                """
                global: { scrape_interval: 100ms, scrape_timeout: 100ms }
                scrape_configs:
                  - job_name: plant
                    static_configs: [ { targets: [ '127.0.0.1:%d' ], labels: { instance: boiler } } ]
                remote_write:
                  - url: '%s'
                    queue_config: { batch_send_deadline: 500ms }
                """
                        .formatted(
                                exporter.getAddress().getPort(), radar.address().resolve("/api/v1/write")));
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + home.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + FreePort.next())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("prometheus.log").toFile())
                .start();
        try {
            RadarApi api = new RadarApi(radar.address());

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.anomalies("boiler"))
                    .extracting(anomaly -> anomaly.path("metric").asText())
                    .contains("temperature,job=plant"));
        } finally {
            prometheus.destroyForcibly().waitFor();
            exporter.stop(0);
        }
    }

    @Test
    void aFaultThatMosquittoPublishes_passesTheGateway_andIsAnAnomaly(@TempDir Path home) throws Exception {
        String yaml =
                """
                uplink.url: %s
                clock.tolerance: 0s
                sources:
                  plant:
                    type: mqtt
                    url: %s
                    topics: "plant/{site}/{device}/{metric}"
                """;
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < NORMAL_SAMPLES + SPIKE_SAMPLES; i++) {
            double value = i < NORMAL_SAMPLES ? 50 + Math.sin(i) : 95;
            payloads.add("{\"ts\":" + (MONDAY + i * 500L) + ",\"value\":" + value + "}");
        }
        Path lines = Files.write(home.resolve("payloads"), payloads);
        RadarApi api = new RadarApi(radar.address());
        try (Mosquitto mosquitto = new Mosquitto(Files.createDirectory(home.resolve("mosquitto")));
                EdgeProcess gateway = EdgeProcess.ofScript(
                        RadarProcess.root().resolve("radar"),
                        home.resolve("edge"),
                        yaml.formatted(radar.address(), mosquitto.url()))) {
            assertThat(gateway.run("check")).as(gateway.log()).isZero();
            gateway.start();
            gateway.awaitConnected("plant");

            mosquitto.publishLines("plant/north/boiler-7/temperature", lines);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.anomalies("boiler-7"))
                    .extracting(anomaly -> anomaly.path("startMillis").asLong())
                    .contains(MONDAY + NORMAL_SAMPLES * 500L));
            await().atMost(PATIENCE).until(() -> gateway.metric("radar_edge_buffer_frames") == 0);
            assertStored("boiler-7");
            assertThat(gateway.run("status")).as(gateway.log()).isZero();
            assertThat(gateway.residentKibibytes()).as("resident memory").isLessThan(150 << 10);
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

    /** An anomaly may be known before the last samples are stored. */
    private static void assertStored(String device) {
        RadarApi api = new RadarApi(radar.address());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(api.samples(device, "temperature"))
                .hasSize(NORMAL_SAMPLES + SPIKE_SAMPLES));
    }
}
