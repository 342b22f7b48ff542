package io.anomalyradar.app.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.Radar;
import io.anomalyradar.app.embedded.EmbeddedKafka;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.TracingConfig;
import io.anomalyradar.server.RadarServer;
import io.anomalyradar.server.ServerSetup;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, against a server and a broker. */
class ApplyTest {
    private static final String RULES =
            """
            rules:
              - id: hot
                name: Overheating
                selector: {metric: temperature}
                condition: anomaly.actual > 90.0
                for: 2m
              - {id: silent, noData: 10m, selector: {group: hall-2}}
            people:
              - {id: ann, channels: [webhook]}
            escalations:
              - id: ops
                levels: [{after: 10m, channels: ['@ann']}]
            """;
    private static final String REST =
            """
            routes:
              - {id: all, channels: ['@ann'], escalation: ops}
            devices:
              - device: pump-1
                group: hall-2
                attributes: {site: b}
                feeds: [pump-2]
              - {device: pump-2, attributes: {site: b}}
            silences:
              - selector: {device: pump-*}
                endsAt: MONTH
                weekly: {days: [sat], from: 22:30, to: 06:00, zone: Europe/Berlin}
                comment: maintenance
            """;

    private final Path directory;
    private final EmbeddedKafka broker;
    private final HistoryStore store;
    private final RadarServer server;

    ApplyTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        broker = EmbeddedKafka.start(directory.resolve("kafka"), FreePort.next(), fault -> {});
        KafkaConfig kafka = KafkaConfig.at(broker.bootstrapServers());
        try (TopicAdmin admin = new TopicAdmin(kafka, Duration.ofSeconds(60))) {
            admin.createMissing();
        }
        HistoryConfig history =
                new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(20), 250_000, 64, null);
        store = DuckDbHistory.open(directory.resolve("history.db"), history);
        ServerConfig config = new ServerConfig(
                "127.0.0.1",
                0,
                List.of(),
                List.of(),
                1 << 20,
                0,
                10_000,
                10_000,
                Duration.ofMillis(100),
                DoorsConfig.DEFAULT);
        NotifyConfig notify = new NotifyConfig(
                null, null, URI.create("http://127.0.0.1:8080"), Duration.ofSeconds(1), directory.resolve("secrets"));
        server = RadarServer.start(
                new ServerSetup(
                        config,
                        AccessConfig.NONE,
                        kafka,
                        history,
                        notify,
                        SinksConfig.NONE,
                        TracingConfig.OFF,
                        Duration.ofMinutes(5),
                        List.of(),
                        directory,
                        "test"),
                store,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of());
    }

    @AfterEach
    void stop() {
        server.close();
        store.close();
        broker.close();
    }

    @Test
    void folder_isApplied_andTheSecondTimeNothingDiffers() throws Exception {
        file("a.yaml", RULES);
        file("sub/b.yml", rest());

        assertThat(radar(0, "apply", "-f", folder(), "--dry-run"))
                .contains("rules  hot: unset →", "devices  pump-1 group", "nothing was changed");
        assertThat(get("/api/v1/config").path("rules")).hasSize(1);
        assertThat(radar(0, "apply", "-f", folder())).contains("applied");

        assertThat(get("/api/v1/config").path("rules")).hasSize(3); // the release's own stays
        assertThat(get("/api/v1/config")
                        .path("routes")
                        .path(0)
                        .path("escalation")
                        .asText())
                .isEqualTo("ops");
        awaitNothingDiffers();
        assertThat(get("/api/v1/silences").path("items")).hasSize(1);
        assertThat(get("/api/v1/registry/devices/pump-1").path("feeds").path(0).asText())
                .isEqualTo("pump-2");
    }

    @Test
    void whatIsPruned_isRemovedWhereNoFileDeclaresIt() throws Exception {
        file("a.yaml", RULES);
        file("b.yml", rest());
        radar(0, "apply", "-f", folder());
        awaitNothingDiffers();
        file("b.yml", "devices: [{device: pump-2}]\nsilences: []\n");

        assertThat(radar(2, "apply", "-f", folder(), "--prune", "routes")).contains("no file has this section");
        assertThat(radar(2, "apply", "-f", folder(), "--prune", "devices")).contains("--label");
        radar(0, "apply", "-f", folder(), "--prune", "rules,devices,silences", "--label", "site=b");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(get("/api/v1/config").path("rules")).hasSize(2);
            assertThat(get("/api/v1/registry/devices").path("items")).hasSize(1);
            assertThat(get("/api/v1/silences").path("items")).isEmpty();
        });
        assertThat(get("/api/v1/config").path("routes")).hasSize(1);
    }

    @Test
    void exported_appliedAgain_nothingDiffers() throws Exception {
        file("a.yaml", RULES);
        file("b.yml", rest());
        radar(0, "apply", "-f", folder());
        awaitNothingDiffers();
        Path exported = directory.resolve("exported");

        radar(0, "export", "-o", exported.toString());

        assertThat(Files.readString(exported.resolve("rules.json"))).contains("\"hot\"");
        assertThat(radar(0, "apply", "-f", exported.toString(), "--prune", "rules,silences"))
                .contains("nothing differs");
    }

    @Test
    void mistakes_areRefusedWithTheFile_andNothingIsChanged() throws Exception {
        file("a.yaml", "rulez: []\n");
        assertThat(radar(2, "apply", "-f", folder())).contains("a.yaml", "unknown section 'rulez'");

        file("a.yaml", "rules: [{id: x}]\n");
        file("b.yaml", "rules: [{id: x}]\n");
        assertThat(radar(2, "apply", "-f", folder())).contains("b.yaml", "'x'", "a.yaml");

        file("b.yaml", "rules: [{id: y, condition: 'anomaly.score >'}]\n");
        assertThat(radar(1, "apply", "-f", folder())).contains("condition of rule y");

        file("b.yaml", "rules: &a [*a]\n");
        assertThat(radar(2, "apply", "-f", folder())).contains("b.yaml", "nested deeper");

        file("b.yaml", "teams: []\ndevices: [{device: d, colour: red}]\nsilences: []\n");
        assertThat(radar(2, "apply", "-f", folder())).contains("devices: d", "colour");

        file("b.yaml", "silences: [{selector: {device: d}, endsAt: 2199-01-01T00:00:00Z}]\n");
        assertThat(radar(1, "apply", "-f", folder())).contains("a silence lasts");

        assertThat(get("/api/v1/config").path("version").asInt()).isZero();
    }

    @Test
    void rulesOfPrometheus_areCarriedOver_andAreAccepted() throws Exception {
        Path prometheus = directory.resolve("prometheus.yml");
        Files.writeString(
                prometheus,
                """
                groups:
                  - name: node
                    rules:
                      - alert: HighLoad
                        expr: node_load1{instance="a:9100", job="node"} > 8
                        for: 5m
                        keep_firing_for: 1h30m
                        labels: {severity: page}
                        annotations: {summary: "The load is high"}
                      - alert: HighLoad
                        expr: node_load1{instance="a:9100", job="node"} >= 16
                      - alert: Cold
                        expr: (room_temperature_celsius) < -1.5e1
                        annotations: {summary: "{{ $labels.room }} is cold"}
                      - alert: Down
                        expr: up == 0
                        for: 3m
                      - alert: Errors
                        expr: sum(rate(errors_total[5m])) by (job) > 3
                      - record: job:errors:rate5m
                        expr: sum(rate(errors_total[5m]))
                """);
        Files.createDirectories(directory.resolve("radar.d"));
        String output = directory.resolve("radar.d/prometheus.json").toString();

        String told = radarAlone(0, "import-rules", prometheus.toString(), "-o", output);

        assertThat(told)
                .contains(
                        "4 of 6 rules, 0 routes and 0 silences carried over",
                        "Errors: not carried over",
                        "recording rule job:errors:rate5m",
                        "label job is looked for among the attributes");
        assertThat(radar(0, "apply", "-f", folder())).contains("applied");
        JsonNode config = get("/api/v1/config");
        assertThat(config.path("rules").toString())
                .contains(
                        "anomaly.actual > 8.0",
                        "\"HighLoad-2\"",
                        "anomaly.actual < -15.0",
                        "\"noData\":\"3m\"",
                        "\"keepFiring\":\"90m\"",
                        "The load is high");
        assertThat(config.path("overrides")).hasSize(2);
        assertThat(config.path("overrides")
                        .path(0)
                        .path("settings")
                        .path("detector.limits.upper")
                        .asDouble())
                .isEqualTo(8);
        assertThat(radarAlone(2, "import-rules", directory.resolve("absent").toString(), "-o", output))
                .contains("cannot be read");
    }

    @Test
    void routesAndSilencesOfAlertmanager_areCarriedOver_andAreAccepted() throws Exception {
        Path alertmanager = directory.resolve("alertmanager.yml");
        Files.writeString(
                alertmanager,
                """
                route:
                  receiver: everybody
                  group_by: [alertname]
                  routes:
                    - receiver: team pumps
                      matchers: ['team="pumps"', 'severity=~"critical|high"']
                      routes:
                        - receiver: night
                          match_re: {alertname: "Hot|Cold"}
                    - receiver: nobody
                      matchers: [team!="pumps"]
                inhibit_rules:
                  - {source_match: {severity: critical}, target_match: {severity: warning}}
                receivers:
                  - name: everybody
                    email_configs: [{to: a@example.org}]
                  - name: team pumps
                    slack_configs: [{api_url: "https://hooks.example.org/secret-part"}]
                """);
        Path silences = directory.resolve("silences.json");
        Instant soon = Instant.now().plus(Duration.ofHours(2));
        Files.writeString(
                silences,
                """
                [{"id": "1", "matchers": [{"name": "team", "value": "pumps", "isRegex": false, "isEqual": true}],
                  "startsAt": "2026-01-01T00:00:00.000Z", "endsAt": "%s", "createdBy": "ann", "comment": "seals"},
                 {"id": "2", "matchers": [{"name": "team", "value": "x", "isRegex": false}],
                  "startsAt": "2026-01-01T00:00:00.000Z", "endsAt": "2026-01-02T00:00:00.000Z"},
                 {"id": "3", "matchers": [{"name": "severity", "value": "warning", "isRegex": false}],
                  "startsAt": "2026-01-01T00:00:00.000Z", "endsAt": "%s"}]
                """
                        .formatted(soon, soon));
        String output = directory.resolve("radar.d/alertmanager.json").toString();
        Files.createDirectories(directory.resolve("radar.d"));

        String said = radarAlone(0, "import-rules", alertmanager.toString(), silences.toString(), "-o", output);

        assertThat(said)
                .contains(
                        "3 routes and 1 silences carried over",
                        "team!=\"pumps\" excludes",
                        "1 inhibit_rules are not carried over",
                        "grouping and repetition are not carried over",
                        "receiver team-pumps (slack): define the channel",
                        "silences do not look at the severity")
                .doesNotContain("secret-part");
        file(
                "channels.yaml",
                "channels:\n"
                        + List.of("everybody", "team-pumps", "night").stream()
                                .map(id -> "  - {id: " + id + ", type: webhook, url: 'http://127.0.0.1:9/'}\n")
                                .collect(java.util.stream.Collectors.joining())
                        + "rules: [{id: Hot, labels: {team: pumps}}, {id: Cold, labels: {team: pumps}}]\n");
        assertThat(radar(0, "apply", "-f", folder())).contains("applied");
        JsonNode routes = get("/api/v1/config").path("routes");
        assertThat(routes.findValuesAsText("id")).containsExactly("night", "team-pumps", "everybody");
        assertThat(routes.path(0).path("rules").toString()).isEqualTo("[\"Hot\",\"Cold\"]");
        assertThat(routes.path(0).path("labels").path("team").asText()).isEqualTo("pumps");
        assertThat(routes.path(1).path("severity").asText()).isEqualTo("high");
        assertThat(get("/api/v1/silences").path("items").findValuesAsText("comment"))
                .contains("seals");
    }

    private void awaitNothingDiffers() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> radar(0, "apply", "-f", folder())
                .contains("nothing differs"));
    }

    private String folder() {
        return directory.resolve("radar.d").toString();
    }

    private static String rest() {
        return REST.replace("MONTH", Instant.now().plus(Duration.ofDays(30)).toString());
    }

    private void file(String name, String content) throws IOException {
        Path file = directory.resolve("radar.d").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.address().resolve(path)).build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    private String radar(int expectedCode, String... arguments) {
        return radarAlone(
                expectedCode,
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--server", server.address().toString()))
                        .toArray(String[]::new));
    }

    private static String radarAlone(int expectedCode, String... arguments) {
        StringWriter out = new StringWriter();
        int code = Radar.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
        assertThat(code).as(out.toString()).isEqualTo(expectedCode);
        return out.toString();
    }
}
