package io.anomalyradar.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentServiceTest {
    private static TestBroker broker;
    private static TestServer server;
    private static Topic topic;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        topic = new Topic(broker.bootstrap());
        topic.write(Examples.incident("before", 1, IncidentState.OPEN)); // before the server started
        server = TestServer.start(broker.config(), directory);
        http = server.http();
        awaitStatus("/api/v1/incidents/before");
    }

    @AfterAll
    static void stop() {
        topic.close();
        server.close();
        broker.close();
    }

    @Test
    void incidents_areListedWhileTheyAreOpen_withTheirExtent() {
        topic.write(Examples.incident("over", 1, IncidentState.OPEN));
        topic.write(Examples.incident("over", 2, IncidentState.RESOLVED));
        await().untilAsserted(() -> assertThat(ids("?state=RESOLVED")).contains("over"));

        assertThat(ids("")).contains("before").doesNotContain("over");
        JsonNode before = http.get("/api/v1/incidents/before").json();
        assertThat(before.path("extent").asText()).isEqualTo("+ 6 more alerts on 3 devices at site-b");
        assertThat(before.path("members")).hasSize(2);
    }

    @Test
    void alerts_areThoseOfAnIncident_orOfNoOpenOne() {
        topic.write(Examples.incident("grouped", 1, IncidentState.OPEN));
        topic.write(in("grouped", "member"));
        topic.write(in("forming", "alone"));
        awaitStatus("/api/v1/incidents/grouped");
        awaitStatus("/api/v1/alerts/member");
        awaitStatus("/api/v1/alerts/alone");

        assertThat(alerts("?incident=grouped")).containsExactly("member");
        assertThat(alerts("?incident=none&limit=1000")).contains("alone").doesNotContain("member");
        assertThat(alerts("?limit=1000")).contains("alone", "member");
    }

    private static Alert in(String incident, String id) {
        return Examples.alert(Examples.open(id, "pump-1")).in(incident);
    }

    @Test
    void command_isWrittenForTheArea() throws Exception {
        Answer answer = give("before", "{\"action\":\"acknowledge\",\"by\":\"ann\",\"text\":\"on it\"}");

        assertThat(answer.status()).isEqualTo(202);
        var record =
                Records.all(broker.bootstrap(), TopicNames.DEFAULT.commands()).get(0);
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("device:site-b");
        assertThat(AlertCommandJson.read(record.value()))
                .isEqualTo(new AlertCommand("before", "", AlertAction.ACKNOWLEDGE, "ann", "on it", 0, "device:site-b"));
    }

    @Test
    void commandThatAnIncidentDoesNotTake_isRefused() {
        topic.write(Examples.incident("done", 1, IncidentState.RESOLVED));
        awaitStatus("/api/v1/incidents/done");

        assertThat(give("before", "{\"action\":\"snooze\",\"by\":\"ann\"}").status())
                .isEqualTo(422);
        assertThat(give("done", "{\"action\":\"resolve\",\"by\":\"ann\"}").status())
                .isEqualTo(409);
        assertThat(give("never", "{\"action\":\"resolve\",\"by\":\"ann\"}").status())
                .isEqualTo(404);
    }

    @Test
    void mergeAndSplit_areWrittenWithWhatTheyConcern_andRefusedWhereTheyCannotBe() throws Exception {
        topic.write(Examples.incident("whole", 1, IncidentState.OPEN));
        topic.write(in("whole", "whole-2"));
        topic.write(Examples.incident("gone", 1, IncidentState.RESOLVED));
        awaitStatus("/api/v1/incidents/whole");
        awaitStatus("/api/v1/incidents/gone");
        awaitStatus("/api/v1/alerts/whole-2");

        assertThat(give("whole", "{\"action\":\"merge\",\"by\":\"ann\"}").status())
                .isEqualTo(422);
        assertThat(give("whole", about("merge", "gone")).status()).isEqualTo(409);
        assertThat(give("whole", about("merge", "whole")).status()).isEqualTo(409);
        assertThat(give("whole", about("merge", "never")).status()).isEqualTo(404);
        assertThat(give("whole", about("split", "whole-lead")).status()).isEqualTo(409);
        assertThat(give("whole", about("split", "never")).status()).isEqualTo(409);
        assertThat(give("whole", about("split", "whole-2")).status()).isEqualTo(202);

        assertThat(Records.all(broker.bootstrap(), TopicNames.DEFAULT.commands()))
                .extracting(record -> AlertCommandJson.read(record.value()))
                .filteredOn(command -> command.action() == AlertAction.SPLIT)
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.subjects()).containsExactly("whole-2");
                    assertThat(command.lead()).isNotNull().extracting(Alert::id).isEqualTo("whole-2");
                });
    }

    private static String about(String action, String subject) {
        return "{\"action\":\"" + action + "\",\"by\":\"ann\",\"subjects\":[\"" + subject + "\"]}";
    }

    private static Answer give(String id, String body) {
        return http.post(
                "/api/v1/incidents/" + id + "/commands", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ids(String query) {
        return idsOf("/api/v1/incidents" + query);
    }

    private static List<String> alerts(String query) {
        return idsOf("/api/v1/alerts" + query);
    }

    private static List<String> idsOf(String path) {
        List<String> ids = new ArrayList<>();
        http.get(path)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    private static void awaitStatus(String path) {
        await().untilAsserted(() -> assertThat(http.get(path).status()).isEqualTo(200));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
