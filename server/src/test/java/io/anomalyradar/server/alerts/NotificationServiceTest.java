package io.anomalyradar.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationServiceTest {
    private static final Receiver RECEIVER = new Receiver();
    private static TestBroker broker;
    private static TestServer server;
    private static Topic topic;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        topic = new Topic(broker.bootstrap());
        server = TestServer.startWithWebhook(broker.config(), directory, RECEIVER.url());
        http = server.http();
        topic.write(Examples.alert(Examples.open("first", "pump")));
        await().untilAsserted(() ->
                assertThat(http.get("/api/v1/alerts/first").status()).isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        topic.close();
        server.close();
        broker.close();
        RECEIVER.close();
    }

    @Test
    void failedAttempt_isShownWithItsReason_thenTheDelivery() {
        addPerson();
        RECEIVER.answer(key -> key.equals("slow:opened") ? 503 : 204);
        topic.write(Examples.alert(Examples.open("slow", "pump")));
        topic.write(Notice.of(Examples.alert(Examples.open("slow", "pump")), NotifiedChange.OPENED)
                .through("webhook"));

        await().untilAsserted(() -> {
            JsonNode sent = only("/api/v1/alerts/slow/notifications");
            assertThat(sent.path("state").asText()).isEqualTo("sending");
            assertThat(sent.path("attempt").asInt()).isGreaterThan(1);
            assertThat(sent.path("detail").asText()).contains("503");
        });
        RECEIVER.answer(204);

        await().untilAsserted(() -> {
            JsonNode sent = only("/api/v1/alerts/slow/notifications");
            assertThat(sent.path("state").asText()).isEqualTo("delivered");
            assertThat(sent.path("detail").asText()).isEmpty();
            assertThat(sent.path("change").asText()).isEqualTo("opened");
            assertThat(sent.path("channel").asText()).isEqualTo("webhook");
            assertThat(sent.path("people").path(0).asText()).isEqualTo("Ann");
        });
    }

    @Test
    void withheldNotification_isShownAsSuch() {
        topic.write(Examples.alert(Examples.open("rare", "pump")));
        topic.write(Notice.of(Examples.alert(Examples.open("rare", "pump")), NotifiedChange.OPENED)
                .through("webhook")
                .asWithheld());

        await().untilAsserted(() -> {
            JsonNode sent = only("/api/v1/alerts/rare/notifications");
            assertThat(sent.path("state").asText()).isEqualTo("withheld");
            assertThat(sent.path("detail").asText()).contains("budget");
        });
    }

    @Test
    void incident_hasItsOwnNotifications() {
        topic.write(Examples.incident("site", 1, IncidentState.OPEN));
        topic.write(Notice.of(Examples.incident("site", 1, IncidentState.OPEN), NotifiedChange.OPENED)
                .through("webhook"));

        await().untilAsserted(() -> assertThat(only("/api/v1/incidents/site/notifications")
                        .path("state")
                        .asText())
                .isEqualTo("delivered"));
    }

    @Test
    void unknownAlertOrIncident_isNotFound() {
        assertThat(http.get("/api/v1/alerts/never/notifications").status()).isEqualTo(404);
        assertThat(http.get("/api/v1/incidents/never/notifications").status()).isEqualTo(404);
    }

    private static void addPerson() {
        String config = "{\"people\":[{\"id\":\"ann\",\"name\":\"Ann\",\"channels\":[\"webhook\"]}]}";
        var answer = http.send(http.request("/api/v1/config")
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofString(config)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static JsonNode only(String path) {
        JsonNode items = http.get(path).json().path("items");
        assertThat(items).hasSize(1);
        return items.path(0);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
