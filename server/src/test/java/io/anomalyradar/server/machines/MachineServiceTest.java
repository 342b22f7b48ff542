package io.anomalyradar.server.machines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.MachinePositionJson;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineServiceTest {

    @Test
    void states_areThoseThatKeysAreInNow(@TempDir Path directory) throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (Topic topic = new Topic(broker.bootstrap());
                    TestServer server = TestServer.start(broker.config(), directory)) {
                Http http = server.http();
                String machine =
                        "{\"patterns\": [{\"id\": \"order\", \"within\": \"1h\", \"machine\": {\"begin\": [{\"event\": \"a\","
                                + " \"to\": \"placed\"}], \"states\": [{\"name\": \"placed\"}]}}]}";
                assertThat(http.send(http.request("/api/v1/config").PUT(BodyPublishers.ofString(machine)))
                                .status())
                        .isEqualTo(201);

                move(topic, "o-1", "placed", false);
                move(topic, "o-2", "placed", false);
                move(topic, "o-1", "paid", false);
                move(topic, "o-3", "placed", false);
                move(topic, "o-3", "placed", true);
                move(topic, "o-4", "placed", false);

                Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    JsonNode all = http.get("/api/v1/patterns/order/states").json();
                    assertThat(all.path("items").findValuesAsText("key")).containsExactly("o-4", "o-1", "o-2");
                    assertThat(all.path("counts").path("placed").asInt()).isEqualTo(2);
                    assertThat(all.path("counts").path("paid").asInt()).isEqualTo(1);
                });
                assertThat(http.get("/api/v1/patterns/order/states?key=o-1")
                                .json()
                                .path("items")
                                .findValuesAsText("state"))
                        .containsExactly("paid");
                assertThat(http.get("/api/v1/patterns/order/states?state=placed&limit=1")
                                .json()
                                .path("items")
                                .findValuesAsText("key"))
                        .containsExactly("o-4");
                assertThat(http.get("/api/v1/patterns/none/states").status()).isEqualTo(404);
            }
        }
    }

    private static void move(Topic topic, String key, String state, boolean ended) {
        MachinePosition position = new MachinePosition("order", key, state, ended, 1_000, 2_000, "a");
        topic.write(TopicNames.DEFAULT.states(), "same partition", MachinePositionJson.encode(position));
    }
}
