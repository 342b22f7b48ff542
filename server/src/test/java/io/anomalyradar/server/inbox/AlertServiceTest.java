package io.anomalyradar.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleJson;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertServiceTest {
    private static TestBroker broker;
    private static TestServer server;
    private static Topic topic;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        topic = new Topic(broker.bootstrap());
        topic.write(Examples.alert(Examples.open("before", "pump"))); // before the server started
        server = TestServer.start(broker.config(), directory);
        http = server.http();
        await().untilAsserted(() ->
                assertThat(http.get("/api/v1/alerts/before").status()).isEqualTo(200));
    }

    @AfterAll
    static void stop() {
        topic.close();
        server.close();
        broker.close();
    }

    @Test
    void alerts_areListedByUrgency_andLeaveTheListWhenResolved() {
        long now = System.currentTimeMillis();
        topic.write(Examples.alert(Examples.anomaly("w", 1, "listed", AnomalyState.OPEN, Severity.WARNING, 1, now)));
        topic.write(Examples.alert(Examples.anomaly("c", 1, "listed", AnomalyState.OPEN, Severity.CRITICAL, 2, now)));
        topic.write(Examples.alert(Examples.anomaly("e", 1, "listed", AnomalyState.ENDED, Severity.CRITICAL, 3, now)));

        await().untilAsserted(() ->
                assertThat(list("?device=listed").findValuesAsText("title")).hasSize(2));

        JsonNode list = list("?device=listed");
        assertThat(list.path("items").path(0).path("id").asText()).isEqualTo("c");
        assertThat(list("?device=listed&state=RESOLVED")
                        .path("items")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo("e");
        assertThat(list.path("counts").path("FIRING").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void capsule_hasWhatTheAnomalyBeganWith_andTheSamplesFromThenOn() throws Exception {
        topic.write(Examples.scores("capsuled", 6, "temperature"));
        topic.write(Examples.scores("capsuled", 7, "temperature"));
        Anomaly anomaly = Examples.anomaly("cap", 1, "capsuled", AnomalyState.OPEN);
        CapsuleStart start = new CapsuleStart(
                "cap",
                "capsuled",
                "a",
                Examples.START,
                anomaly.source(),
                1,
                0,
                DetectorConfig.DEFAULT,
                CapsuleStart.encoded(new SeriesState("a", 0, DetectorConfig.DEFAULT)));
        topic.write(start);
        topic.write(Examples.alert(anomaly));
        topic.write(Examples.alert(Examples.anomaly("bare", 1, "capsuled", AnomalyState.OPEN)));
        topic.write(Examples.alert(Examples.openOfDevice("joint", "capsuled")));

        await().untilAsserted(() -> {
            Capsule capsule = capsule("cap");
            assertThat(capsule.missing()).isEmpty();
            assertThat(capsule.start()).isEqualTo(start);
            assertThat(capsule.samples()).hasSize(2);
            assertThat(capsule.rule()).contains("\"id\":\"anomaly\"");
            assertThat(capsule("bare").missing()).contains("restarted");
            assertThat(capsule("joint").missing()).contains("metrics of a device together");
        });
    }

    private static Capsule capsule(String alert) throws IOException {
        Answer answer = http.get("/api/v1/alerts/" + alert + "/capsule");
        assertThat(answer.status()).isEqualTo(200);
        return CapsuleJson.decode(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void patternsAreTriedOnStoredEvents_throughTheAutomatonOfTheJob() {
        long begin = System.currentTimeMillis() - 3_600_000;
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            events.append("{\"type\":\"login\",\"key\":\"eve\",\"time\":")
                    .append(begin + 1_000L * i)
                    .append(",\"attributes\":{\"outcome\":\"")
                    .append(i < 4 ? "failure" : "success")
                    .append("\"}}\n");
        }
        assertThat(http.post(
                                "/api/v1/events",
                                "application/x-ndjson",
                                events.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(202);
        String tried = "{\"rules\":[],\"patterns\":[{\"id\":\"guessed\",\"name\":\"Guessed\",\"severity\":\"high\","
                + "\"within\":\"1m\",\"sequence\":[{\"event\":\"login\",\"where\":\"event.attributes.outcome == 'failure'\","
                + "\"times\":4},{\"event\":\"login\",\"where\":\"event.attributes.outcome == 'success'\"}]}]}";

        await().untilAsserted(() -> {
            JsonNode answer = http.post(
                            "/api/v1/rules/backtest?hours=2",
                            "application/json",
                            tried.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .json();
            assertThat(answer.path("inputs").asInt()).isEqualTo(5);
            assertThat(answer.path("matches").asInt()).isEqualTo(1);
            assertThat(answer.path("fired").asInt()).isEqualTo(1);
            JsonNode fired = answer.path("items").path(0);
            assertThat(fired.path("rule").asText()).isEqualTo("guessed");
            assertThat(fired.path("device").asText()).isEqualTo("eve");
            assertThat(fired.path("severity").asText()).isEqualTo("HIGH");
            assertThat(fired.path("firedMillis").asLong()).isEqualTo(begin + 5_000);
            assertThat(fired.path("resolvedMillis").asLong()).isEqualTo(begin + 5_000 + 300_000);
        });
    }

    @Test
    void olderRevision_doesNotReplaceTheNewest() {
        topic.write(Examples.alert(Examples.anomaly("r", 2, "revised", AnomalyState.ENDED)));
        topic.write(Examples.alert(Examples.anomaly("r", 1, "revised", AnomalyState.OPEN)));
        topic.write(Examples.alert(Examples.open("after", "revised")));

        await().untilAsserted(() ->
                assertThat(http.get("/api/v1/alerts/after").status()).isEqualTo(200));

        assertThat(http.get("/api/v1/alerts/r").json().path("state").asText()).isEqualTo("RESOLVED");
    }

    @Test
    void command_isWrittenForTheDevice_andAnsweredAsAcceptedWithoutAPipeline() throws Exception {
        Answer answer =
                give("before", "{\"action\":\"acknowledge\",\"by\":\"ann\",\"text\":\"on it\"}", "application/json");

        assertThat(answer.status()).isEqualTo(202);
        var record =
                Records.all(broker.bootstrap(), TopicNames.DEFAULT.commands()).get(0);
        assertThat(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("pump");
        assertThat(AlertCommandJson.read(record.value()))
                .isEqualTo(AlertCommand.onAlert("before", "pump", AlertAction.ACKNOWLEDGE, "ann", "on it", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"jump\",\"by\":\"ann\"}",
                "{\"action\":\"resolve\"}", // nobody
                "{\"action\":\"comment\",\"by\":\"ann\"}", // no comment
                "{\"action\":\"resolve\",\"by\":\"a\\u202eb\"}", // a name that does not show as it is
                "{\"action\":\"snooze\",\"by\":\"ann\",\"untilMillis\":1000000000000000}",
                "{\"action\":\"resolve\",\"by\":\"ann\",\"force\":true}",
                "[]",
                "{",
            })
    void commandThatIsNotValid_isRefusedWithWhatToDo(String body) {
        Answer answer = give("before", body, "application/json");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("code").asText()).isEqualTo("INVALID_DOCUMENT");
    }

    @Test
    void commandOfAnotherType_isRefused_soThatAForeignPageCannotSendIt() {
        assertThat(give("before", "{\"action\":\"resolve\",\"by\":\"ann\"}", "text/plain")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void commandOnAResolvedOrUnknownAlert_isRefused() {
        topic.write(Examples.alert(Examples.ended("done", "pump")));
        await().untilAsserted(() ->
                assertThat(http.get("/api/v1/alerts/done").status()).isEqualTo(200));

        String body = "{\"action\":\"resolve\",\"by\":\"ann\"}";
        assertThat(give("done", body, "application/json").status()).isEqualTo(409);
        assertThat(give("never", body, "application/json").status()).isEqualTo(404);
    }

    private static Answer give(String id, String body, String type) {
        return http.send(http.request("/api/v1/alerts/" + id + "/commands")
                .header("content-type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode list(String query) {
        return http.get("/api/v1/alerts" + query).json();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }
}
