package io.anomalyradar.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events through the door, the broker and the store. */
class EventServiceTest {
    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    private static Answer send(String contentType, String body, String... headers) {
        return http.post("/api/v1/events", contentType, body.getBytes(UTF_8), headers);
    }

    private static List<JsonNode> stored(String query, int atLeast) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        http.get("/api/v1/events?" + query).json().get("items").size() >= atLeast);
        JsonNode items = http.get("/api/v1/events?" + query).json().get("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    @Test
    void everyForm_isStored_newestFirst() {
        assertThat(send("application/json", "{\"type\":\"login\",\"key\":\"forms\",\"time\":1000}")
                        .status())
                .isEqualTo(202);
        assertThat(send("application/json", "[{\"type\":\"login\",\"key\":\"forms\",\"time\":2000}]")
                        .status())
                .isEqualTo(202);
        assertThat(send("application/x-ndjson", "{\"type\":\"view\",\"key\":\"forms\",\"time\":3000}\n\nnonsense\n")
                        .json()
                        .get("rejected")
                        .asInt())
                .isEqualTo(1);
        assertThat(send(
                                "application/cloudevents-batch+json",
                                """
                                [{"specversion":"1.0","id":"1","source":"/s","type":"buy","subject":"forms",
                                  "time":"1970-01-01T00:00:04Z","data":{"amount":5}}]""")
                        .status())
                .isEqualTo(202);

        List<JsonNode> events = stored("key=forms", 4);

        assertThat(events)
                .extracting(event -> event.get("timestampMillis").asLong())
                .containsExactly(4_000L, 3_000L, 2_000L, 1_000L);
        assertThat(events.get(0).get("attributes").get("amount").asInt()).isEqualTo(5);
        assertThat(stored("key=forms&type=login", 2)).hasSize(2);
        JsonNode page = http.get("/api/v1/events?key=forms&limit=3").json();
        assertThat(http.get("/api/v1/events?key=forms&limit=3&cursor="
                                + page.get("next").asText())
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void repeatedBody_countsOnce() {
        String body = "[{\"type\":\"pay\",\"key\":\"once\"},{\"type\":\"pay\",\"key\":\"once\"}]";
        for (int i = 0; i < 3; i++) {
            assertThat(send("application/json", body, "Idempotency-Key", "k1").status())
                    .isEqualTo(202);
        }
        send("application/json", "{\"type\":\"end\",\"key\":\"once\"}");

        assertThat(stored("key=once", 3)).hasSize(3);
    }

    @Test
    void summary_countsByTypeAndKey() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add("{\"type\":\"%s\",\"key\":\"sum\",\"time\":%d}".formatted(i < 7 ? "view" : "buy", 600_000 + i));
        }
        send("application/x-ndjson", String.join("\n", lines));
        stored("key=sum", 10);

        JsonNode summary = http.get("/api/v1/events/summary?key=sum&from=600000&to=660000&points=1")
                .json();

        assertThat(summary.get("types").toString())
                .isEqualTo("[{\"type\":\"buy\",\"startMillis\":600000,\"count\":3},"
                        + "{\"type\":\"view\",\"startMillis\":600000,\"count\":7}]");
        assertThat(summary.get("keys").get(0).get("count").asInt()).isEqualTo(10);
    }

    @Test
    void whatIsNoEvent_isRefusedWithTheReason() {
        Answer none = send("application/json", "{\"type\":\"t\"}");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.json().get("rejections").get(0).get("code").asText()).isEqualTo("MISSING_KEY");
        Answer future = send("application/json", "{\"type\":\"t\",\"key\":\"k\",\"time\":4102444800000}");
        assertThat(future.json().get("rejections").get(0).get("code").asText()).isEqualTo("CLOCK_SKEW");
        assertThat(send("text/plain", "x").status()).isEqualTo(415);
        assertThat(send("application/json", "[{").status()).isEqualTo(400);
    }
}
