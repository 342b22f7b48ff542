package io.anomalyradar.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.server.testing.EchoPipeline;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.LiveClient;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphqlServiceTest {
    private static TestBroker broker;
    private static TestServer server;
    private static EchoPipeline pipeline;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        pipeline = new EchoPipeline(broker.config());
        server = TestServer.start(broker.config(), directory);
        http = server.http();
        http.telemetry(
                "[{\"device\":\"pump-1\",\"ts\":\"2026-03-01T10:00:00Z\",\"metrics\":{\"pressure\":1.5,\"heat\":20},"
                        + "\"attributes\":{\"site\":\"north\"}},"
                        + "{\"device\":\"pump-1\",\"ts\":\"2026-03-01T10:00:01Z\",\"metrics\":{\"pressure\":2.5}},"
                        + "{\"device\":\"pump-2\",\"ts\":\"2026-03-01T10:00:00Z\",\"metrics\":{\"pressure\":7}}]");
        write("a1", "pump-1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> server.store().device("pump-2").isPresent()
                        && server.store().anomaly("a1").isPresent()
                        && http.get("/api/v1/alerts/a1").status() == 200);
    }

    @AfterAll
    static void stop() {
        server.close();
        pipeline.close();
        broker.close();
    }

    private static void write(String id, String device) throws Exception {
        try (Topic topic = new Topic(broker.bootstrap())) {
            topic.write(Examples.open(id, device));
            topic.write(Examples.alert(Examples.open(id, device)));
        }
    }

    private static Answer post(String json) {
        return http.post("/api/graphql", "application/json", json.getBytes(UTF_8));
    }

    private static String body(String query) {
        return JsonNodeFactory.instance.objectNode().put("query", query).toString();
    }

    private static JsonNode data(String query) {
        Answer answer = post(body(query));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().has("errors")).as(answer.body()).isFalse();
        return answer.json().get("data");
    }

    private static List<String> documented(boolean subscriptions) throws Exception {
        String text = Files.readString(Path.of("..", "docs", "graphql.md"));
        return Pattern.compile("```graphql\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(example -> example.startsWith("subscription") == subscriptions)
                .toList();
    }

    @Test
    void documentedQueries_areAnswered() throws Exception {
        List<String> examples = documented(false);

        assertThat(examples).hasSize(3);
        examples.forEach(GraphqlServiceTest::data);
    }

    @Test
    void device_withItsSeriesAnomaliesAndAlerts_inOneQuestion() {
        JsonNode device =
                data("""
                        { device(name: "pump-1") {
                            name attributes { site type } state openAnomalies
                            latest { metric sample { value status } }
                            metrics { name samples history { step points { time value score } } }
                            anomalies { id device { name } }
                            alerts { id state anomaly { id } } } }""")
                        .get("device");

        assertThat(device.at("/attributes/site").asText()).isEqualTo("north");
        assertThat(device.at("/attributes/type").isNull()).isTrue();
        assertThat(device.get("state").asText()).isEqualTo("CRITICAL");
        assertThat(device.at("/latest/1/sample/value").asDouble()).isEqualTo(2.5);
        assertThat(device.at("/metrics/1/name").asText()).isEqualTo("pressure");
        assertThat(device.at("/metrics/1/samples").asLong()).isEqualTo(2);
        assertThat(device.at("/metrics/1/history/step").asText()).isEqualTo("RAW");
        assertThat(device.at("/metrics/1/history/points").findValuesAsText("value"))
                .containsExactly("1.5", "2.5");
        assertThat(device.at("/anomalies/0/device/name").asText()).isEqualTo("pump-1");
        assertThat(device.at("/alerts/0/anomaly/id").asText()).isEqualTo("a1");
    }

    @Test
    void pages_joinToTheWhole() {
        JsonNode first = data("{ devices(limit: 1) { items { name } next } }").get("devices");
        JsonNode second = data("{ devices(limit: 1, cursor: \""
                        + first.get("next").asText() + "\") { items { name } } }")
                .get("devices");

        assertThat(first.at("/items/0/name").asText()).isEqualTo("pump-1");
        assertThat(second.at("/items/0/name").asText()).isEqualTo("pump-2");
    }

    @Test
    void series_inTheGivenOrder_unknownOnesWithoutPoints() {
        JsonNode series =
                data("""
                        { series(names: [{device: "pump-2", metric: "pressure"}, {device: "x", metric: "y"},
                            {device: "pump-1", metric: "pressure"}], from: "2026-03-01T10:00:00Z", to: 1772359201000)
                          { device points { value lower } } }""")
                        .get("series");

        assertThat(series.findValuesAsText("device")).containsExactly("pump-2", "x", "pump-1");
        assertThat(series.at("/0/points/0/lower").asDouble()).isEqualTo(6);
        assertThat(series.at("/1/points")).isEmpty();
        assertThat(series.at("/2/points")).hasSize(1);
    }

    @Test
    void wrongArgument_isAnErrorOfItsField_andTheOthersAreAnswered() {
        JsonNode answer = post(body("{ a: alerts(limit: 0) { id } b: devices(limit: 5) { items { name } } }"))
                .json();

        assertThat(answer.at("/errors/0/message").asText()).contains("limit").contains("1 to 1000");
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("INVALID_PARAMETER");
        JsonNode nullable = post(body("{ device(name: \"pump-1\") { anomalies(limit: 0) { id } } devices { next } }"))
                .json();
        assertThat(nullable.at("/data/devices").isObject()).isTrue();
    }

    private static List<String> hostile() {
        String deep =
                "{ device(name: \"pump-1\") { ".concat("anomalies { device { ".repeat(200)) + "name" + " }".repeat(402);
        String wide = IntStream.range(0, 1_000)
                .mapToObj(i -> "a" + i + ": devices { items { name } }")
                .collect(Collectors.joining(" ", "{ ", " }"));
        String aliases = IntStream.range(0, 400)
                .mapToObj(i -> "a" + i + ": device(name: \"pump-1\") { metrics { history { points { time } } } }")
                .limit(120)
                .collect(Collectors.joining(" ", "{ ", " }"));
        String cycle = "{ devices { items { ...a } } } fragment a on Device { anomalies { device { ...b } } }"
                + " fragment b on Device { ...a }";
        String bomb = IntStream.range(0, 20)
                .mapToObj(i -> " fragment f" + i + " on Device { name "
                        + (i == 19 ? "" : "...f" + (i + 1) + " ...f" + (i + 1)) + " }")
                .collect(Collectors.joining("", "{ devices { items { ...f0 } } }", ""));
        String merged = "{ " + "devices(limit: 1) { items { name } } ".repeat(250) + "}";
        String directives = "{ devices { next " + "@include(if: true) ".repeat(700) + "} }";
        String brackets = "{ series(names: " + "[".repeat(5_000) + "]".repeat(5_000) + ") { device } }";
        String large = "{ devices(limit: 1000) { items { metrics { history(points: 2000) { points { time } } } } } }";
        String introspection = "{ __schema { types { fields { type { fields { type { fields { type { fields { type {"
                + " name } } } } } } } } } } }";
        String text = "{ devices(query: \"" + "x".repeat(100_000) + "\") { next } }";
        return List.of(deep, wide, aliases, cycle, bomb, merged, directives, brackets, large, introspection, text);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileQuery_isBounded(String query) {
        Answer answer = post(body(query));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        boolean harmless =
                query.contains("fragment f0") || query.startsWith("{ devices(limit: 1) ") || query.contains("@");
        if (!harmless) {
            assertThat(answer.json().get("errors")).as(answer.body()).isNotEmpty();
        }
        assertThat(answer.body().length()).isLessThan(100_000);
        assertThat(data("{ devices(limit: 1) { next } }").isObject()).isTrue();
    }

    @Test
    void bodyThatIsNoQuestion_isAProblem() {
        for (String body :
                List.of("[]", "{", "{}", "{\"query\":1}", "{\"query\":\"{__typename}\",\"variables\":3}", "null")) {
            Answer answer = post(body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().get("code").asText()).isEqualTo("MALFORMED");
        }
        assertThat(http.post("/api/graphql", "text/plain", "{}".getBytes(UTF_8)).status())
                .isEqualTo(415);
        assertThat(post(body("subscription { alerts { id } }")).status()).isEqualTo(400);
    }

    @Test
    void persistedQuery_isKnownByItsHashOnceItWasSent_andNoOtherTextTakesItsPlace() throws Exception {
        String query = "{ devices(limit: 2) { items { name } } }";
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(query.getBytes(UTF_8)));
        String extensions = "{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + hash + "\"}}";
        String address = "/api/graphql?extensions=" + URLEncoder.encode(extensions, UTF_8);

        Answer unknown = http.get(address);
        ObjectNode poison = JsonNodeFactory.instance.objectNode().put("query", "{ __typename }");
        poison.putRawValue("extensions", new com.fasterxml.jackson.databind.util.RawValue(extensions));
        Answer poisoned = post(poison.toString());
        Answer stillUnknown = http.get(address);
        poison.put("query", query);
        Answer sent = post(poison.toString());
        Answer known = http.get(address);

        assertThat(unknown.body()).contains("PersistedQueryNotFound");
        assertThat(poisoned.json().get("errors")).isNotEmpty();
        assertThat(stillUnknown.body()).contains("PersistedQueryNotFound");
        assertThat(sent.json().at("/data/devices/items")).hasSize(2);
        assertThat(known.json()).isEqualTo(sent.json());
    }

    private static LiveClient connect() throws Exception {
        LiveClient client = LiveClient.speaking(server.server().address(), "/api/graphql", "graphql-transport-ws");
        client.say("{\"type\":\"connection_init\"}");
        client.await("connection_ack");
        return client;
    }

    private static void subscribe(LiveClient client, String id, String query) throws Exception {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("type", "subscribe").put("id", id);
        message.putObject("payload").put("query", query);
        client.say(message.toString());
    }

    @Test
    void documentedSubscriptions_bringNewAnomaliesAndAlerts() throws Exception {
        List<String> examples = documented(true);
        assertThat(examples).hasSize(2);
        try (LiveClient client = connect()) {
            for (String example : examples) {
                subscribe(client, example.contains("alerts") ? "alerts" : "anomalies", example);
            }
            subscribe(client, "other", "subscription { anomalies(device: \"pump-2\") { id } }");
            subscribe(client, "query", "{ devices { items { name } } }");
            client.await("complete", message -> message.get("id").asText().equals("query"));

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                write("live-" + System.nanoTime(), "pump-1");
                return received(client, "alerts").size() > 0
                        && received(client, "anomalies").size() > 0;
            });

            assertThat(received(client, "alerts")
                            .get(0)
                            .at("/payload/data/alerts/state")
                            .asText())
                    .isEqualTo("FIRING");
            assertThat(received(client, "anomalies")
                            .get(0)
                            .at("/payload/data/anomalies/deviceName")
                            .asText())
                    .isEqualTo("pump-1");
            assertThat(received(client, "other")).isEmpty();
            client.say("{\"type\":\"ping\"}");
            client.await("pong");
            client.say("{\"type\":\"complete\",\"id\":\"alerts\"}");
            subscribe(client, "alerts", "{ __typename }");
            client.await("complete", message -> message.get("id").asText().equals("alerts"));
        }
    }

    private static List<JsonNode> received(LiveClient client, String id) {
        return client.received("next").stream()
                .filter(message -> message.get("id").asText().equals(id))
                .toList();
    }

    @Test
    void refusedOperation_isAnErrorOfItsId_andTheConnectionStays() throws Exception {
        try (LiveClient client = connect()) {
            subscribe(client, "wrong", "subscription { nothing }");
            assertThat(client.await("next").at("/payload/errors")).isNotEmpty();
            client.say("{\"type\":\"subscribe\",\"id\":\"x\",\"payload\":{}}");
            assertThat(client.await("error").at("/payload/0/message").asText()).contains("query");
            for (int i = 0; i <= 20; i++) {
                subscribe(client, "s" + i, "subscription { alerts { id } }");
            }
            JsonNode refused =
                    client.await("error", message -> message.get("id").asText().startsWith("s"));
            assertThat(refused.get("id").asText()).isEqualTo("s20");
            client.say("{\"type\":\"complete\",\"id\":\"s0\"}");
            subscribe(client, "s20", "{ devices { next } }");
            client.await("complete", message -> message.get("id").asText().equals("s20"));
        }
    }

    private static List<List<String>> violations() {
        String init = "{\"type\":\"connection_init\"}";
        String subscribe =
                "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":\"subscription { alerts { id } }\"}}";
        return List.of(
                List.of("4401", subscribe),
                List.of("4429", init, init),
                List.of("4409", init, subscribe, subscribe),
                List.of("4400", init, "[]"),
                List.of("4400", "not json"),
                List.of("4400", "{\"type\":\"dance\"}"),
                List.of("4408"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void brokenProtocol_closesWithItsCode(List<String> violation) throws Exception {
        try (LiveClient client =
                LiveClient.speaking(server.server().address(), "/api/graphql", "graphql-transport-ws")) {
            for (String message : violation.subList(1, violation.size())) {
                client.say(message);
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> client.closeCode() != 0);

            assertThat(client.closeCode()).isEqualTo(Integer.parseInt(violation.get(0)));
        }
    }

    @Test
    void manyQuestionsAtOnce_areAnsweredOrRefusedAtOnce() {
        List<Integer> statuses = new ArrayList<>(IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> post(body("{ devices { items { name metrics { history { points { value } } } } } }"))
                        .status())
                .toList());

        statuses.removeAll(Arrays.asList(200, 503));
        assertThat(statuses).isEmpty();
    }
}
