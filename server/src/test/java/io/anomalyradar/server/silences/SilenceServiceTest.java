package io.anomalyradar.server.silences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceServiceTest {
    private static final String PATH = "/api/v1/silences";

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

    private static Answer post(String path, String json) {
        return http.post(path, "application/json", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static long inHours(int hours) {
        return System.currentTimeMillis() + hours * 3_600_000L;
    }

    private static Answer begin(String selector, String query) {
        return post(
                PATH + query,
                "{'selector': " + selector + ", 'endsAtMillis': " + inHours(2)
                        + ", 'by': 'ann', 'comment': 'new pump'}");
    }

    @Test
    void silence_isListedUntilItIsEnded() {
        Answer begun = begin("{'device': 'listed-*'}", "");
        assertThat(begun.status()).isEqualTo(201);
        String id = begun.json().get("id").asText();
        assertThat(begun.json().get("state").asText()).isEqualTo("ACTIVE");
        assertThat(http.get(PATH).body()).contains(id, "new pump");

        Answer ended = post(PATH + "/" + id + "/end", "{'by': 'bob'}");
        assertThat(ended.json().get("endedBy").asText()).isEqualTo("bob");
        await().until(() -> !http.get(PATH).body().contains(id)); // it holds until the change is in force
        assertThat(http.get(PATH + "?over=true").body()).contains(id);
        assertThat(post(PATH + "/" + id + "/end", "{'by': 'bob'}").status()).isEqualTo(409);
    }

    @Test
    void dryRun_writesNothing_andNeedsNoPerson() {
        Answer tried =
                post(PATH + "?dryRun=true", "{'selector': {'device': 'dry-*'}, 'endsAtMillis': " + inHours(1) + "}");

        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.json().at("/reach/devices").asInt(-1)).isZero();
        assertThat(http.get(PATH + "?over=true").body()).doesNotContain("dry-*");
    }

    @Test
    void openAlerts_areCounted_andTheJobIsAskedToLookAtThem() throws Exception {
        try (Topic topic = new Topic(broker.bootstrap())) {
            topic.write(Examples.alert(Examples.open("reviewed", "rev-1")));
            topic.write(Examples.alert(Examples.open("other", "other-1")));
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/api/v1/alerts/reviewed").status() == 200
                        && http.get("/api/v1/alerts/other").status() == 200);

        JsonNode begun = begin("{'device': 'rev-?'}", "").json();

        assertThat(begun.at("/reach/alerts").asInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        Records.all(broker.bootstrap(), TopicNames.DEFAULT.commands()))
                .anySatisfy(record -> {
                    assertThat(AlertCommandJson.read(record.value()).action()).isEqualTo(AlertAction.REVIEW);
                    assertThat(AlertCommandJson.read(record.value()).alert()).isEqualTo("reviewed");
                    assertThat(record.timestamp())
                            .isGreaterThanOrEqualTo(begun.get("startMillis").asLong());
                }));
    }

    @Test
    void ruleThatIsRemoved_hasTheJobLookAtItsAlerts() throws Exception {
        try (Topic topic = new Topic(broker.bootstrap())) {
            topic.write(Examples.alert(Examples.open("ruleless", "rule-1")));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> http.get("/api/v1/alerts/ruleless").status() == 200);

        Answer applied = http.send(http.request("/api/v1/config").PUT(BodyPublishers.ofString("{\"rules\": []}")));

        assertThat(applied.status()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        Records.all(broker.bootstrap(), TopicNames.DEFAULT.commands()))
                .anySatisfy(record -> {
                    assertThat(AlertCommandJson.read(record.value()).alert()).isEqualTo("ruleless");
                    assertThat(record.timestamp())
                            .isGreaterThanOrEqualTo(
                                    applied.json().path("effectiveFromMillis").asLong());
                }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'endsAtMillis': 5, 'by': 'ann'} | in the future",
                "{'by': 'ann'} | in the future",
                "{'endsAtMillis': 99999999999999, 'by': 'ann'} | 30 days at most",
                "{'endsAtMillis': 1} | 'by' is missing",
                "{'endsAt': 1} | 'endsAt' is not a field",
                "{'selector': {'device': 7}} | must be a text",
            })
    void mistakes_areRefusedWithTheReason(String json, String reason) {
        Answer answer = post(PATH, json);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(reason.strip());
    }

    @Test
    void otherContentType_isRefused_soThatNoForeignPageCanSendIt() {
        assertThat(http.post(PATH, "text/plain", "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void unknownSilence_notFound() {
        assertThat(post(PATH + "/nothing/end", "{'by': 'bob'}").status()).isEqualTo(404);
    }
}
