package io.anomalyradar.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.server.inbox.AcknowledgementLinks;
import io.anomalyradar.server.security.SigningKeys;
import io.anomalyradar.server.testing.EchoPipeline;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.LiveClient;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import io.anomalyradar.server.testing.WebhookCatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.Snappy;

/** Holds the server to spec/openapi.yaml, and to the questions' own promises. */
class OpenApiTest {
    private static final String DEVICE = "pump 7/ü";
    private static final String ENCODED = URLEncoder.encode(DEVICE, UTF_8).replace("+", "%20");
    private static final String SERIES = "?device=" + ENCODED + "&metric=a";
    private static final int SAMPLES = 50;
    /** A range with the window of a minute. */
    private static final String WINDOWS =
            "?from=%d&to=%d&columns=10".formatted(Examples.START - 3_600_000, Examples.START + 3_600_000);

    private static final Specification SPECIFICATION = new Specification();
    private static TestBroker broker;
    private static TestServer server;
    private static String link;
    private static EchoPipeline pipeline;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        pipeline = new EchoPipeline(broker.config());
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.next() + "/");
        server = TestServer.startWithWebhook(broker.config(), directory, nobody);
        link = acknowledgementLink(directory);
        http = server.http();
        Answer phones = put(
                "/api/v1/config",
                "{\"channels\":[{\"id\":\"phones\",\"type\":\"web-push\",\"services\":\"127.0.0.1\"}]}");
        assertThat(phones.status()).isEqualTo(201);
        String body = IntStream.range(0, SAMPLES)
                .mapToObj(i ->
                        "{\"device\":\"%s\",\"ts\":%d,\"metrics\":{\"a\":%d,\"b\":1},\"attributes\":{\"site\":\"north\"}}"
                                .formatted(DEVICE, Examples.START + i * 1_000L, i))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(http.telemetry(body).status()).isEqualTo(202);
        try (Topic topic = new Topic(broker.bootstrap())) {
            topic.write(Examples.open("open1", DEVICE));
            topic.write(Examples.openOfDevice("whole1", DEVICE));
            topic.write(Examples.alert(Examples.open("open1", DEVICE)));
            topic.write(Examples.incident("i1", 1, IncidentState.OPEN));
            topic.write(Examples.incident("over", 1, IncidentState.RESOLVED));
            topic.write(Examples.ended("ended1", DEVICE));
            topic.write(Examples.aggregate(DEVICE, "a"));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        server.store().series(DEVICE, "a", TimeRange.ALL, 1_000).size() == SAMPLES
                                && server.store().anomaly("ended1").isPresent()
                                && !server.store()
                                        .aggregates(DEVICE, "a", Step.MINUTE, TimeRange.ALL, PageRequest.first(1))
                                        .items()
                                        .isEmpty()
                                && http.get("/api/v1/channels/phones/subscriptions")
                                                .status()
                                        == 200
                                && http.get("/api/v1/alerts/open1").status() == 200
                                && http.get("/api/v1/incidents/i1").status() == 200
                                && http.get("/api/v1/incidents/over").status() == 200
                                && http.get("/ready").status() == 200);
    }

    /** The last segment of the link in the message of the alert "open1". */
    private static String acknowledgementLink(Path directory) {
        AcknowledgementLinks links = new AcknowledgementLinks(
                SigningKeys.of(directory, AcknowledgementLinks.PURPOSE), URI.create("http://p"), Clock.systemUTC());
        Alert alert = Examples.alert(Examples.open("open1", DEVICE));
        Notification message =
                Notification.of(Notice.of(alert, NotifiedChange.OPENED).through("ops"), URI.create("http://p"));
        return String.valueOf(links.apply(message).acknowledge()).replaceFirst(".*/", "");
    }

    @AfterAll
    static void stop() {
        server.close();
        pipeline.close();
        broker.close();
    }

    private static Answer remoteWrite(byte[] message) {
        try {
            return http.post(
                    "/api/v1/write", "application/x-protobuf", Snappy.compress(message), "Content-Encoding", "snappy");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Answer subscribe(String channel, String endpoint) {
        String body = ("{\"endpoint\":\"" + endpoint + "\",\"expirationTime\":null,\"keys\":{\"p256dh\":"
                + "\"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4\","
                + "\"auth\":\"BTBZMqHH6r4Tts7J_aSIgg\"}}");
        return http.post("/api/v1/channels/" + channel + "/subscriptions", "application/json", body.getBytes(UTF_8));
    }

    /** The id of a browser that is notified. */
    private static String subscription() {
        return subscribe("phones", "https://127.0.0.1/y").json().path("id").asText();
    }

    private static Answer put(String path, String body) {
        return http.send(http.request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Answer machineStates() {
        Answer added = put(
                "/api/v1/config",
                "{\"patterns\":[{\"id\":\"order\",\"within\":\"1h\",\"machine\":{\"begin\":[{\"event\":\"a\",\"to\":\"s\"}],"
                        + "\"states\":[{\"name\":\"s\"}]}}]}");
        assertThat(added.status()).isEqualTo(201);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> http.get("/api/v1/patterns/order/states"), answer -> answer.status() == 200);
    }

    private static Answer sql(String path, String script) {
        return http.post("/api/v1/" + path, "application/sql", script.getBytes(UTF_8));
    }

    private static String started(String name) {
        assertThat(sql("sql-jobs?name=" + name, "INSERT INTO telemetry").status())
                .isEqualTo(201);
        return name;
    }

    private static Answer stopped(String path) {
        return http.send(http.request(path).DELETE());
    }

    private static Answer job(String name) {
        return http.get("/api/v1/sql-jobs/" + started(name));
    }

    private static Map<String, List<Answer>> examples() {
        return Map.ofEntries(
                Map.entry(
                        "POST /api/v1/telemetry",
                        List.of(
                                http.telemetry("{\"device\":\"e\",\"metrics\":{\"m\":1,\"n\":null}}"),
                                http.telemetry("{"),
                                http.telemetry("{}"),
                                http.telemetry(" ".repeat(2 << 20)),
                                http.post("/api/v1/telemetry", "text/plain", new byte[0]))),
                Map.entry(
                        "POST /api/v1/sql-jobs",
                        List.of(
                                sql("sql-jobs?name=visits&from=2026-01-31T00:00:00Z", "INSERT INTO telemetry"),
                                sql("sql-jobs?name=visits", "INSERT INTO telemetry"),
                                sql("sql-jobs?name=../visits", "INSERT INTO telemetry"),
                                sql("sql-jobs?name=others", "SELECT wrong"),
                                http.post("/api/v1/sql-jobs?name=a", "text/plain", new byte[0]))),
                Map.entry("GET /api/v1/sql-jobs", List.of(http.get("/api/v1/sql-jobs"))),
                Map.entry("GET /api/v1/sql-jobs/{name}", List.of(job("kept"), http.get("/api/v1/sql-jobs/unknown"))),
                Map.entry(
                        "DELETE /api/v1/sql-jobs/{name}",
                        List.of(stopped("/api/v1/sql-jobs/" + started("ended")), stopped("/api/v1/sql-jobs/unknown"))),
                Map.entry(
                        "POST /api/v1/sql-answers",
                        List.of(
                                sql("sql-answers?limit=5", "SELECT count(*) n FROM events"),
                                sql("sql-answers?limit=0", "SELECT count(*) n FROM events"),
                                sql("sql-answers", "SELECT wrong FROM events"))),
                Map.entry(
                        "GET /api/v1/anomalies/{id}/similar",
                        List.of(
                                http.get("/api/v1/anomalies/open1/similar"),
                                http.get("/api/v1/anomalies/open1/similar?limit=51"),
                                http.get("/api/v1/anomalies/unknown/similar"))),
                Map.entry(
                        "GET /api/v1/acknowledgements/{link}",
                        List.of(
                                http.get("/api/v1/acknowledgements/" + link),
                                http.get("/api/v1/acknowledgements/nonsense"))),
                Map.entry(
                        "POST /api/v1/acknowledgements/{link}",
                        List.of(
                                http.post("/api/v1/acknowledgements/" + link, "", new byte[0]),
                                http.post("/api/v1/acknowledgements/nonsense", "", new byte[0]))),
                Map.entry(
                        "GET /api/v1/channels/{id}/subscriptions",
                        List.of(
                                http.get("/api/v1/channels/phones/subscriptions"),
                                http.get("/api/v1/channels/webhook/subscriptions"))),
                Map.entry(
                        "POST /api/v1/channels/{id}/subscriptions",
                        List.of(
                                subscribe("phones", "https://127.0.0.1/x"),
                                subscribe("phones", "https://elsewhere.example/x"),
                                subscribe("phones", "http://[::1]/x"),
                                subscribe("nowhere", "https://127.0.0.1/x"),
                                http.post("/api/v1/channels/phones/subscriptions", "text/plain", new byte[0]))),
                Map.entry(
                        "DELETE /api/v1/channels/{id}/subscriptions/{subscription}",
                        List.of(
                                http.send(http.request("/api/v1/channels/phones/subscriptions/" + subscription())
                                        .DELETE()),
                                http.send(http.request("/api/v1/channels/phones/subscriptions/nonsense")
                                        .DELETE()))),
                Map.entry(
                        "POST /api/v1/events",
                        List.of(
                                http.post(
                                        "/api/v1/events",
                                        "application/json",
                                        "{\"type\":\"deploy\",\"key\":\"e\",\"attributes\":{\"n\":1}}".getBytes(UTF_8)),
                                http.post("/api/v1/events", "application/json", "{}".getBytes(UTF_8)),
                                http.post("/api/v1/events", "text/plain", new byte[0]))),
                Map.entry(
                        "GET /api/v1/events",
                        List.of(http.get("/api/v1/events?limit=1"), http.get("/api/v1/events?cursor=nonsense"))),
                Map.entry(
                        "GET /api/v1/events/summary",
                        List.of(
                                http.get("/api/v1/events/summary?from=0&to=4102444800000&points=3"),
                                http.get("/api/v1/events/summary"))),
                Map.entry(
                        "GET /api/v1/devices",
                        List.of(
                                http.get("/api/v1/devices"),
                                http.get("/api/v1/devices?limit=1&query=PUMP"),
                                http.get("/api/v1/devices?cursor=nonsense"))),
                Map.entry(
                        "GET /api/v1/devices/{device}",
                        List.of(http.get("/api/v1/devices/" + ENCODED), http.get("/api/v1/devices/unknown"))),
                Map.entry(
                        "GET /api/v1/devices/{device}/latest",
                        List.of(
                                http.get("/api/v1/devices/" + ENCODED + "/latest"),
                                http.get("/api/v1/devices/unknown/latest"))),
                Map.entry(
                        "GET /api/v1/fleet/now",
                        List.of(http.get("/api/v1/fleet/now"), http.get("/api/v1/fleet/now?known=x"))),
                Map.entry(
                        "GET /api/v1/fleet/history",
                        List.of(
                                http.get("/api/v1/fleet/history" + WINDOWS + "&by=device"),
                                http.get("/api/v1/fleet/history"),
                                http.get("/api/v1/fleet/history?by=x"))),
                Map.entry("GET /api/v1/config", List.of(http.get("/api/v1/config"))),
                Map.entry(
                        "PUT /api/v1/config",
                        List.of(
                                put("/api/v1/config", "{\"defaults\":{\"detector.predictive.least-score\":9}}"),
                                put("/api/v1/config?dryRun=true", "{}"),
                                put("/api/v1/config", "{\"version\":99}"),
                                put("/api/v1/config", "{\"versoin\":1}"))),
                Map.entry("GET /api/v1/config/keys", List.of(http.get("/api/v1/config/keys"))),
                Map.entry("GET /api/v1/config/versions", List.of(http.get("/api/v1/config/versions"))),
                Map.entry(
                        "GET /api/v1/config/versions/{version}",
                        List.of(http.get("/api/v1/config/versions/1"), http.get("/api/v1/config/versions/77"))),
                Map.entry(
                        "GET /api/v1/config/diff",
                        List.of(
                                http.get("/api/v1/config/diff?from=1&to=1"),
                                http.get("/api/v1/config/diff?from=77"),
                                http.get("/api/v1/config/diff?from=x"))),
                Map.entry(
                        "POST /api/v1/config/rollback",
                        List.of(
                                http.post("/api/v1/config/rollback?to=1&dryRun=true", "", new byte[0]),
                                http.post("/api/v1/config/rollback?to=77", "", new byte[0]),
                                http.post("/api/v1/config/rollback", "", new byte[0]))),
                Map.entry(
                        "PUT /api/v1/registry/devices/{device}",
                        List.of(
                                put(
                                        "/api/v1/registry/devices/" + ENCODED,
                                        "{\"group\":\"hall-1\",\"attributes\":{\"a\":\"b\"}}"),
                                put("/api/v1/registry/devices/" + ENCODED, "{\"group\":\"hall-2\"}"),
                                put("/api/v1/registry/devices/" + ENCODED, "{\"device\":\"other\"}"))),
                Map.entry("GET /api/v1/registry/devices", List.of(http.get("/api/v1/registry/devices"))),
                Map.entry(
                        "GET /api/v1/registry/devices/{device}",
                        List.of(
                                http.get("/api/v1/registry/devices/" + ENCODED),
                                http.get("/api/v1/registry/devices/unknown"))),
                Map.entry(
                        "DELETE /api/v1/registry/devices/{device}",
                        List.of(http.send(http.request("/api/v1/registry/devices/nothing-stored")
                                .DELETE()))),
                Map.entry(
                        "GET /api/v1/series/history",
                        List.of(
                                http.get("/api/v1/series/history" + SERIES),
                                http.get("/api/v1/series/history" + SERIES + "&points=7"),
                                http.get("/api/v1/series/history"))),
                Map.entry(
                        "GET /api/v1/deadletters",
                        List.of(http.get("/api/v1/deadletters?limit=5"), http.get("/api/v1/deadletters?limit=501"))),
                Map.entry(
                        "POST /api/v1/deadletters/replay",
                        List.of(
                                http.post(
                                        "/api/v1/deadletters/replay?offset=0&offset=7",
                                        "application/json",
                                        new byte[0]),
                                http.post("/api/v1/deadletters/replay?offset=x", "application/json", new byte[0]))),
                Map.entry(
                        "GET /api/v1/series/related",
                        List.of(
                                http.get("/api/v1/series/related" + SERIES + WINDOWS.replace('?', '&')),
                                http.get("/api/v1/series/related" + SERIES))),
                Map.entry(
                        "GET /api/v1/series/quality",
                        List.of(
                                http.get("/api/v1/series/quality" + SERIES),
                                http.get("/api/v1/series/quality?device=none&metric=none"),
                                http.get("/api/v1/series/quality" + SERIES + "&from=9&to=1"))),
                Map.entry(
                        "GET /api/v1/series/histories",
                        List.of(
                                http.get("/api/v1/series/histories" + SERIES + SERIES.replace('?', '&') + "&points=7"),
                                http.get("/api/v1/series/histories"),
                                http.get("/api/v1/series/histories?device=a&metric=b&device=c"))),
                Map.entry(
                        "GET /api/v1/anomalies",
                        List.of(
                                http.get("/api/v1/anomalies"),
                                http.get("/api/v1/anomalies?limit=1"),
                                http.get("/api/v1/anomalies?severity=DREADFUL"))),
                Map.entry(
                        "GET /api/v1/anomalies/{id}",
                        List.of(
                                http.get("/api/v1/anomalies/open1"),
                                http.get("/api/v1/anomalies/whole1"),
                                http.get("/api/v1/anomalies/unknown"))),
                Map.entry(
                        "POST /api/v1/write",
                        List.of(
                                remoteWrite(new byte[0]),
                                remoteWrite(new byte[] {10, 0}), // a series without a name
                                remoteWrite(new byte[] {9}),
                                http.post("/api/v1/write", "application/json", new byte[0]))),
                Map.entry(
                        "POST /collectd",
                        List.of(
                                http.post("/collectd", "application/json", "[]".getBytes(UTF_8)),
                                http.post("/collectd", "application/json", "[{}]".getBytes(UTF_8)),
                                http.post("/collectd", "application/json", "{".getBytes(UTF_8)),
                                http.post("/collectd", "text/plain", "PUTVAL".getBytes(UTF_8)))),
                Map.entry(
                        "POST /v1/metrics",
                        List.of(
                                http.post("/v1/metrics", "application/x-protobuf", new byte[0]),
                                http.post("/v1/metrics", "application/x-protobuf", new byte[] {9}),
                                http.post("/v1/metrics", "application/json", "{}".getBytes(UTF_8)),
                                http.post(
                                        "/v1/metrics",
                                        "application/json",
                                        """
                                        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"","gauge":
                                          {"dataPoints":[{"asInt":"1"}]}}]}]}]}"""
                                                .getBytes(UTF_8)),
                                http.post("/v1/metrics", "application/json", "[".getBytes(UTF_8)),
                                http.post("/v1/metrics", "text/plain", new byte[0]))),
                Map.entry(
                        "POST /opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
                        List.of(
                                http.post(
                                        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
                                        "application/grpc",
                                        new byte[5]),
                                http.post(
                                        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
                                        "application/json",
                                        new byte[5]))),
                Map.entry(
                        "POST /api/v2/write",
                        List.of(
                                http.post("/api/v2/write", "text/plain", "m,host=line v=1".getBytes(UTF_8)),
                                http.post("/api/v2/write", "text/plain", "m".getBytes(UTF_8)),
                                http.post("/api/v2/write?precision=d", "text/plain", "m v=1".getBytes(UTF_8)))),
                Map.entry(
                        "POST /write",
                        List.of(
                                http.post("/write", "text/plain", "m,host=line v=1".getBytes(UTF_8)),
                                http.post("/write", "text/plain", "m".getBytes(UTF_8)))),
                Map.entry(
                        "POST /api/v3/write_lp",
                        List.of(
                                http.post("/api/v3/write_lp?db=d", "text/plain", "m,host=line v=1".getBytes(UTF_8)),
                                http.post("/api/v3/write_lp?db=d", "text/plain", "m".getBytes(UTF_8)))),
                Map.entry(
                        "POST /query",
                        List.of(
                                http.post("/query?q=CREATE%20DATABASE%20d", "text/plain", new byte[0]),
                                http.post("/query?q=SELECT%201", "text/plain", new byte[0]))),
                Map.entry("GET /ping", List.of(http.get("/ping"))),
                Map.entry(
                        "GET /api/v1/incidents",
                        List.of(
                                http.get("/api/v1/incidents"),
                                http.get("/api/v1/incidents?state=RESOLVED&limit=1"),
                                http.get("/api/v1/incidents?state=LOUD"))),
                Map.entry(
                        "GET /api/v1/incidents/{id}",
                        List.of(http.get("/api/v1/incidents/i1"), http.get("/api/v1/incidents/unknown"))),
                Map.entry(
                        "GET /api/v1/incidents/{id}/cause",
                        List.of(http.get("/api/v1/incidents/i1/cause"), http.get("/api/v1/incidents/unknown/cause"))),
                Map.entry(
                        "GET /api/v1/patterns/{id}/states",
                        List.of(machineStates(), http.get("/api/v1/patterns/unknown/states"))),
                Map.entry(
                        "GET /api/v1/rules/durations",
                        List.of(http.get("/api/v1/rules/durations"), http.get("/api/v1/rules/durations?hours=0"))),
                Map.entry(
                        "GET /api/v1/alerts/{id}/notifications",
                        List.of(
                                http.get("/api/v1/alerts/open1/notifications"),
                                http.get("/api/v1/alerts/unknown/notifications"))),
                Map.entry(
                        "GET /api/v1/incidents/{id}/notifications",
                        List.of(
                                http.get("/api/v1/incidents/i1/notifications"),
                                http.get("/api/v1/incidents/unknown/notifications"))),
                Map.entry(
                        "GET /api/v1/alerts/{id}/capsule",
                        List.of(http.get("/api/v1/alerts/open1/capsule"), http.get("/api/v1/alerts/unknown/capsule"))),
                Map.entry(
                        "GET /api/v1/alerts/{id}/cause",
                        List.of(http.get("/api/v1/alerts/open1/cause"), http.get("/api/v1/alerts/unknown/cause"))),
                Map.entry(
                        "POST /api/v1/incidents/{id}/commands",
                        List.of(
                                command("incidents/i1", "{\"action\":\"acknowledge\",\"by\":\"ann\"}"),
                                command("incidents/i1", "{\"action\":\"snooze\",\"by\":\"ann\"}"),
                                command("incidents/over", "{\"action\":\"resolve\",\"by\":\"ann\"}"),
                                command("incidents/unknown", "{\"action\":\"resolve\",\"by\":\"ann\"}"))),
                Map.entry(
                        "GET /api/v1/alerts",
                        List.of(
                                http.get("/api/v1/alerts"),
                                http.get("/api/v1/alerts?state=RESOLVED&limit=1"),
                                http.get("/api/v1/alerts?state=LOUD"))),
                Map.entry(
                        "GET /api/v1/alerts/{id}",
                        List.of(http.get("/api/v1/alerts/open1"), http.get("/api/v1/alerts/unknown"))),
                Map.entry(
                        "POST /api/v1/alerts/{id}/commands",
                        List.of(
                                command("alerts/open1", "{\"action\":\"acknowledge\",\"by\":\"ann\"}"),
                                command("alerts/open1", "{\"action\":\"acknowledge\"}"),
                                command("alerts/unknown", "{\"action\":\"acknowledge\",\"by\":\"ann\"}"))),
                Map.entry("GET /api/v1/silences", List.of(http.get("/api/v1/silences?over=true"))),
                Map.entry(
                        "POST /api/v1/silences",
                        List.of(
                                silence(",\"by\":\"ann\",\"weekly\":{\"days\":[\"sat\"],\"from\":\"22:00\","
                                        + "\"to\":\"06:00\",\"zone\":\"Europe/Berlin\"}"),
                                silence(""),
                                silence(",\"revision\":3"))),
                Map.entry("POST /api/v1/silences/{id}/end", List.of(endedSilence(), endSilence("unknown"))),
                Map.entry(
                        "POST /api/v1/rules/backtest",
                        List.of(
                                backtest("{\"rules\":[{\"id\":\"all\"}]}", "?hours=744"),
                                backtest("{\"rules\":[{\"id\":\"x\",\"condition\":\"1 +\"}]}", ""),
                                backtest("{", "?hours=0"))),
                Map.entry("GET /api/v1/oncall", List.of(onCall())),
                Map.entry("GET /api/v1/channels", List.of(http.get("/api/v1/channels"))),
                Map.entry(
                        "POST /api/v1/channels/{id}/test",
                        List.of(
                                http.post("/api/v1/channels/webhook/test", "", new byte[0]),
                                http.post("/api/v1/channels/unknown/test", "", new byte[0]))),
                Map.entry(
                        "POST /api/v1/query",
                        List.of(
                                query("", "SELECT device, count(*), avg(value) FROM samples GROUP BY 1"),
                                query("?format=csv&from=0&limit=3", "SELECT NULL, '', 'a,\"b\"', 1.5, true"),
                                query("", "DROP TABLE samples"))),
                Map.entry(
                        "POST /api/graphql",
                        List.of(
                                graphql("{\"query\":\"{ devices { items { name state } } }\"}"),
                                graphql("{\"query\":\"{ nothing }\"}"),
                                graphql("[]"))),
                Map.entry(
                        "GET /api/graphql",
                        List.of(http.get("/api/graphql?query=%7B%20__typename%20%7D"), http.get("/api/graphql"))),
                Map.entry(
                        "POST /api/v1/export",
                        List.of(
                                export("?format=csv&from=0", "SELECT device, time FROM samples"),
                                export("?format=csv&limit=1", "SELECT * FROM range(2)"),
                                export("?format=xlsx", "SELECT 1"))),
                Map.entry(
                        "GET /api/v1/aggregates",
                        List.of(
                                http.get("/api/v1/aggregates" + SERIES),
                                http.get("/api/v1/aggregates" + SERIES + "&sizeMillis=7"))),
                Map.entry(
                        "GET /prometheus/api/v1/query",
                        List.of(
                                promql("query?query=a"),
                                promql("query?query=a%7B"),
                                promql("query?query=a&time=noon"))),
                Map.entry(
                        "POST /prometheus/api/v1/query",
                        List.of(form("query", "query=a"), form("query", "query=label_join(a,%221%22,%22%22,%22b%22)"))),
                Map.entry(
                        "GET /prometheus/api/v1/query_range",
                        List.of(
                                promql("query_range?query=a&start=1732233600&end=1732233660&step=15"),
                                promql("query_range?query=a&start=1&end=2"))),
                Map.entry(
                        "POST /prometheus/api/v1/query_range",
                        List.of(form("query_range", "query=a&start=1732233600&end=1732233660&step=15"))),
                Map.entry("GET /prometheus/api/v1/series", List.of(promql("series?match[]=a"), promql("series"))),
                Map.entry("POST /prometheus/api/v1/series", List.of(form("series", "match[]=a"))),
                Map.entry("GET /prometheus/api/v1/labels", List.of(promql("labels?limit=2"))),
                Map.entry("POST /prometheus/api/v1/labels", List.of(form("labels", ""))),
                Map.entry(
                        "GET /prometheus/api/v1/label/{name}/values",
                        List.of(promql("label/device/values"), promql("label/7/values"))),
                Map.entry("GET /prometheus/api/v1/metadata", List.of(promql("metadata"))),
                Map.entry("GET /prometheus/api/v1/status/buildinfo", List.of(promql("status/buildinfo"))),
                Map.entry("GET /api/v1/status", List.of(http.get("/api/v1/status"))),
                Map.entry("GET /api/v1/openapi.yaml", List.of(http.get("/api/v1/openapi.yaml"))),
                Map.entry("GET /ws/live", List.of(upgrade(), http.get("/ws/live"))),
                Map.entry(
                        "GET /api/v1/audit",
                        List.of(http.get("/api/v1/audit?limit=5"), http.get("/api/v1/audit?cursor=nonsense"))),
                Map.entry("GET /auth/login", List.of(http.get("/auth/login"))),
                Map.entry("GET /auth/callback", List.of(http.get("/auth/callback?state=x&code=y"))),
                Map.entry("GET /api/v1/session", List.of(http.get("/api/v1/session"))),
                Map.entry("POST /api/v1/session", sessionsByKey()),
                Map.entry(
                        "DELETE /api/v1/session",
                        List.of(http.send(http.request("/api/v1/session").DELETE()))),
                Map.entry(
                        "POST /api/v1/keys",
                        List.of(
                                key("{\"name\":\"line 3\",\"doors\":[\"json\"],\"devicePrefix\":\"press-\"}"),
                                key("{\"name\":\"nothing\"}"),
                                key("{\"name\":\"far\",\"role\":\"admin\",\"groups\":[\"a\"]}"))),
                Map.entry("GET /api/v1/keys", List.of(http.get("/api/v1/keys"))),
                Map.entry("DELETE /api/v1/keys/{id}", revocations()),
                Map.entry("GET /health", List.of(http.get("/health"))),
                Map.entry("GET /ready", List.of(http.get("/ready"))),
                Map.entry("GET /metrics", List.of(http.get("/metrics"))));
    }

    private static Answer promql(String path) {
        return http.get("/prometheus/api/v1/" + path.replace("[]", "%5B%5D"));
    }

    private static Answer form(String path, String form) {
        return http.post("/prometheus/api/v1/" + path, "application/x-www-form-urlencoded", form.getBytes(UTF_8));
    }

    private static Answer upgrade() {
        try (LiveClient client = new LiveClient(server.server().address())) {
            client.await("hello");
            return new Answer(101, java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true), "");
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Answer key(String json) {
        return http.post("/api/v1/keys", "application/json", json.getBytes(UTF_8));
    }

    private static List<Answer> sessionsByKey() {
        String key =
                key("{\"name\":\"ops\",\"role\":\"viewer\"}").json().get("key").asText();
        return List.of(
                http.post("/api/v1/session", "application/json", ("{\"key\":\"" + key + "\"}").getBytes(UTF_8)),
                http.post("/api/v1/session", "application/json", "{\"key\":\"radar_\"}".getBytes(UTF_8)),
                http.post("/api/v1/session", "application/json", "[]".getBytes(UTF_8)));
    }

    private static List<Answer> revocations() {
        String id =
                key("{\"name\":\"old\",\"role\":\"viewer\"}").json().get("id").asText();
        return List.of(
                http.send(http.request("/api/v1/keys/" + id).DELETE()),
                http.send(http.request("/api/v1/keys/unknown").DELETE()));
    }

    private static Answer silence(String more) {
        String json = "{\"selector\":{\"device\":\"none\"},\"endsAtMillis\":" + (System.currentTimeMillis() + 60_000)
                + more + "}";
        return http.post("/api/v1/silences", "application/json", json.getBytes(UTF_8));
    }

    private static Answer query(String parameters, String sql) {
        return http.post("/api/v1/query" + parameters, "application/sql", sql.getBytes(UTF_8));
    }

    private static Answer graphql(String json) {
        return http.post("/api/graphql", "application/json", json.getBytes(UTF_8));
    }

    private static Answer export(String parameters, String sql) {
        return http.post("/api/v1/export" + parameters, "application/sql", sql.getBytes(UTF_8));
    }

    private static Answer endedSilence() {
        return endSilence(silence(",\"by\":\"ann\"").json().get("id").asText());
    }

    private static Answer endSilence(String id) {
        return http.post("/api/v1/silences/" + id + "/end", "application/json", "{\"by\":\"bob\"}".getBytes(UTF_8));
    }

    private static Answer onCall() {
        Answer applied = put(
                "/api/v1/config",
                "{\"people\":[{\"id\":\"ann\"}],\"schedules\":"
                        + "[{\"id\":\"ops\",\"start\":\"2026-01-05T09:00\",\"people\":[\"ann\"]}],\"teams\":"
                        + "[{\"id\":\"all\",\"people\":[\"ann\"]}],\"escalations\":[{\"id\":\"late\",\"levels\":"
                        + "[{\"after\":\"10m\",\"channels\":[\"@all\",\"webhook\"]}]}]}");
        assertThat(applied.status()).isEqualTo(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> http.get("/api/v1/oncall").body().contains("ops"));
        return http.get("/api/v1/oncall?hours=24");
    }

    private static Answer backtest(String json, String query) {
        return http.post("/api/v1/rules/backtest" + query, "application/json", json.getBytes(UTF_8));
    }

    private static Answer command(String subject, String json) {
        return http.post("/api/v1/" + subject + "/commands", "application/json", json.getBytes(UTF_8));
    }

    @Test
    void windows_haveScoresBandAndTrend() {
        JsonNode window =
                http.get("/api/v1/aggregates" + SERIES).json().get("items").get(0);

        assertThat(window.get("avg").asDouble()).isEqualTo(5);
        assertThat(window.get("score").asDouble()).isEqualTo(3.5);
        assertThat(window.get("anomalyShare").asDouble()).isEqualTo(0.1);
        assertThat(window.get("status").asText()).isEqualTo("ALARM");
        assertThat(window.get("expected").asDouble()).isEqualTo(5.125);
        assertThat(window.get("trend").get("slopePerHour").asDouble()).isEqualTo(12.5);
        assertThat(window.get("trend").get("t").asDouble()).isEqualTo(5);
    }

    @Test
    void relatedSeries_constantIsComparedAndNotRelated() {
        JsonNode related = http.get("/api/v1/series/related" + SERIES + "&from=" + (Examples.START - 1_000) + "&to="
                        + (Examples.START + 60_000))
                .json();

        assertThat(related.get("total").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(related.get("compared").asInt())
                .isEqualTo(related.get("total").asInt());
        assertThat(related.get("items").findValuesAsText("metric")).doesNotContain("a", "b");
    }

    @Test
    void quality_countsTheSamplesOfTheSeries() {
        JsonNode quality = http.get("/api/v1/series/quality" + SERIES).json();
        JsonNode none =
                http.get("/api/v1/series/quality?device=none&metric=none").json();

        assertThat(quality.get("samples").asInt()).isPositive();
        assertThat(quality.get("repeated").asInt()).isZero();
        assertThat(quality.get("values").get("p50").asDouble())
                .isBetween(
                        quality.get("values").get("min").asDouble(),
                        quality.get("values").get("max").asDouble());
        assertThat(none.get("samples").asInt()).isZero();
        assertThat(none.has("values")).isFalse();
    }

    @Test
    void histories_areThoseOfTheirSeriesInOrder() {
        JsonNode items = http.get("/api/v1/series/histories" + SERIES
                        + SERIES.replace('?', '&').replace("metric=a", "metric=b") + "&points=5")
                .json()
                .get("items");

        assertThat(items).hasSize(2);
        assertThat(items.get(0))
                .isEqualTo(http.get("/api/v1/series/history" + SERIES + "&points=5")
                        .json());
        assertThat(items.get(1).get("metric").asText()).isEqualTo("b");
    }

    @Test
    void everyOperation_answersAsSpecified() {
        Map<String, List<Answer>> examples = examples();
        assertThat(examples.keySet()).containsExactlyInAnyOrderElementsOf(SPECIFICATION.operations());

        List<String> faults = new ArrayList<>();
        examples.forEach((operation, answers) -> {
            assertThat(answers.get(0).status())
                    .as(operation + " " + answers.get(0).body())
                    .isBetween(101, 399);
            for (Answer answer : answers) {
                SPECIFICATION
                        .faults(operation, answer)
                        .forEach(fault -> faults.add(operation + " " + answer.status() + ": " + fault));
            }
        });

        assertThat(faults).isEmpty();
    }

    @Test
    void webhookMessage_asSpecified() throws Exception {
        try (WebhookCatcher catcher = new WebhookCatcher()) {
            List<JsonNode> messages = catcher.messagesFor(Examples.open("w", "d"), Examples.ended("w", "d"));

            assertThat(messages).hasSize(2).allSatisfy(message -> assertThat(SPECIFICATION.webhookFaults(message))
                    .isEmpty());
        }
    }

    @Test
    void servedSpecification_isTheOneInSpec() throws Exception {
        assertThat(http.get("/api/v1/openapi.yaml").body())
                .isEqualTo(Files.readString(Path.of("..", "spec", "openapi.yaml")));
    }

    @Test
    void device_asSent() {
        JsonNode device = http.get("/api/v1/devices/" + ENCODED).json();

        assertThat(device.get("device").asText()).isEqualTo(DEVICE);
        assertThat(device.get("attributes").get("site").asText()).isEqualTo("north");
        assertThat(device.get("state").asText()).isEqualTo("CRITICAL");
        assertThat(device.get("openAnomalies").asInt()).isEqualTo(2);
        assertThat(device.get("metrics").findValuesAsText("metric")).containsExactly("a", "b");
        assertThat(device.get("metrics").get(0).get("samples").asInt()).isEqualTo(SAMPLES);
    }

    @Test
    void fleetNow_columnsOfEveryDevice_namesOnlyOnce() {
        JsonNode first = http.get("/api/v1/fleet/now").json();

        int at = IntStream.range(0, first.get("devices").size())
                .filter(i -> first.get("devices").get(i).asText().equals(DEVICE))
                .findFirst()
                .orElseThrow();
        assertThat(first.get("states").get(at).asInt()).isEqualTo(2);
        assertThat(first.get("seenMillis").get(at).asLong()).isPositive();
        assertThat(first.get("scores").size())
                .isEqualTo(first.get("devices").size())
                .isEqualTo(first.get("group").size())
                .isEqualTo(first.get("rates").size());
        JsonNode second = http.get(
                        "/api/v1/fleet/now?known=" + first.get("names").asText())
                .json();
        assertThat(second.has("devices")).isFalse();
        assertThat(second.get("states")).isEqualTo(first.get("states"));
    }

    @Test
    void fleetHistory_scoreAndRateOfItsWindows() {
        JsonNode history =
                http.get("/api/v1/fleet/history" + WINDOWS + "&by=device").json();

        assertThat(history.get("columns").asInt()).isEqualTo(10);
        assertThat(history.get("step").asText()).isEqualTo("MINUTE");
        JsonNode row = history.get("rows").get(0);
        assertThat(row.get("name").asText()).isEqualTo(DEVICE);
        assertThat(row.get("score").asDouble()).isEqualTo(3.5);
        assertThat(row.get("rate").asDouble()).isPositive();
        assertThat(row.get("scores").size()).isEqualTo(10);
        JsonNode groups = http.get("/api/v1/fleet/history" + WINDOWS).json();
        assertThat(groups.get("rows").findValuesAsText("name")).hasSize(1);
    }

    @Test
    void ownDevices_notListed() {
        assertThat(http.get("/api/v1/devices").json().get("items").findValuesAsText("device"))
                .contains(DEVICE)
                .noneMatch(name -> name.startsWith("_"));
    }

    @Test
    void enoughPoints_rawSamplesInOrder() {
        JsonNode history = http.get("/api/v1/series/history" + SERIES + "&points=" + SAMPLES)
                .json();

        assertThat(history.get("resolution").asText()).isEqualTo("raw");
        assertThat(history.get("items").findValuesAsText("avg"))
                .hasSize(SAMPLES)
                .startsWith("0.0", "1.0");
        assertThat(history.get("items").get(0).get("source").get("topicId").asText())
                .hasSize(22);
    }

    @Test
    void fewerPoints_buckets() {
        JsonNode history =
                http.get("/api/v1/series/history" + SERIES + "&points=5").json();

        assertThat(history.get("resolution").asText()).isEqualTo("buckets");
        assertThat(history.get("items").size()).isBetween(1, 5);
        assertThat(history.get("items").findValues("count").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(SAMPLES);
    }

    @ParameterizedTest
    @CsvSource({"1732233610000,1732233620000", "2024-11-22T00:00:10Z,2024-11-22T00:00:20Z"})
    void range_fromIncludedToExcluded(String from, String to) {
        JsonNode items = http.get("/api/v1/series/history" + SERIES + "&from=" + from + "&to=" + to)
                .json()
                .get("items");

        assertThat(items.findValuesAsText("avg")).hasSize(10).startsWith("10.0");
    }

    @Test
    void unknownSeries_empty() {
        JsonNode history = http.get("/api/v1/series/history?device=x&metric=y").json();

        assertThat(history.get("resolution").asText()).isEqualTo("raw");
        assertThat(history.get("items")).isEmpty();
    }

    @Test
    void pages_joinToTheWhole() {
        JsonNode first = http.get("/api/v1/anomalies?limit=1").json();
        JsonNode others = http.get("/api/v1/anomalies?limit=2&cursor="
                        + URLEncoder.encode(first.get("next").asText(), UTF_8))
                .json();

        List<String> all = new ArrayList<>(first.get("items").findValuesAsText("id"));
        all.addAll(others.get("items").findValuesAsText("id"));
        assertThat(all).containsExactlyInAnyOrder("open1", "whole1", "ended1");
        assertThat(others.get("next").isNull()).isTrue();
    }

    @Test
    void anomalyOfADevice_namesTheMetricsThatMatterMost() {
        JsonNode whole = http.get("/api/v1/anomalies/whole1").json();

        assertThat(whole.get("metric").asText()).isEmpty();
        assertThat(whole.has("expected")).isFalse();
        assertThat(whole.get("contributions").findValuesAsText("name")).containsExactly("a", "b");
        assertThat(whole.get("contributions").get(0).get("share").asDouble()).isEqualTo(0.75);
    }

    @Test
    void anomaliesByState_onlyThose() {
        assertThat(http.get("/api/v1/anomalies?state=OPEN").json().get("items").findValuesAsText("id"))
                .containsExactly("open1", "whole1");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/devices?limit=0, limit",
        "/api/v1/devices?limit=1001, limit",
        "/api/v1/devices?limit=x, limit",
        "/api/v1/devices?cursor=nonsense, cursor",
        "/api/v1/series/history?metric=a, device",
        "/api/v1/series/history?device=a, metric",
        "/api/v1/series/history?device=a&metric=b&points=10001, points",
        "/api/v1/series/history?device=a&metric=b&points=0, points",
        "/api/v1/series/history?device=a&metric=b&from=yesterday, from",
        "/api/v1/series/history?device=a&metric=b&from=2&to=1, from",
        "/api/v1/series/history?device=a&metric=b&to=99999999999999999999, to",
        "/api/v1/anomalies?severity=BAD, severity",
        "/api/v1/anomalies?state=open, state",
        "/api/v1/aggregates?device=a&metric=b&sizeMillis=7, sizeMillis",
        "/api/v1/series/related?device=a, metric",
        "/api/v1/series/related?device=a&metric=b&from=5&to=5, from",
        "/api/v1/series/related?device=a&metric=b&from=1&to=9&limit=101, limit",
        "/api/v1/series/histories?device=a, metric",
        "/api/v1/series/histories?metric=a, device",
        "/api/v1/series/histories?device=a&metric=b&points=0, points"
    })
    void badParameter_namedWithItsRemedy(String path, String parameter) {
        Answer answer = http.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo("INVALID_PARAMETER");
        assertThat(answer.json().get("detail").asText()).contains(parameter);
    }

    @Test
    void status_figuresOfTheFlow() {
        JsonNode status = http.get("/api/v1/status").json();

        assertThat(status.get("ready").asBoolean()).isTrue();
        assertThat(status.get("version").asText()).isEqualTo("test");
        assertThat(status.get("storedSamples").asLong()).isGreaterThanOrEqualTo(SAMPLES * 2L);
        assertThat(status.get("openAnomalies").asInt()).isEqualTo(2);
        assertThat(status.get("storeBytes").asLong()).isPositive();
    }

    @Test
    void metrics_inPrometheusForm() {
        String metrics = http.get("/metrics").body();

        assertThat(metrics)
                .contains("radar_ingest_frames_total")
                .contains("radar_history_samples_total")
                .contains("radar_live_clients")
                .contains("radar_history_lag_records");
    }
}
