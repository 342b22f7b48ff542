package io.anomalyradar.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.server.testing.EchoPipeline;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truth table of /ready: each part is taken away and given back. */
class ReadinessTest {
    private final Path directory;

    ReadinessTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90));
    }

    private static String part(Answer ready, String name) {
        for (JsonNode part : ready.json().get("parts")) {
            if (part.get("name").asText().equals(name)) {
                assertThat(part.get("detail").asText()).isNotBlank();
                return part.get("state").asText();
            }
        }
        return "absent";
    }

    @Test
    void partsComeOneByOne_readyOnlyWithTheLast() throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"));
                TestServer server = TestServer.start(broker.config(), directory)) {
            Http http = server.http();
            Answer withoutTopics = http.get("/ready");
            assertThat(withoutTopics.status()).isEqualTo(503);
            assertThat(part(withoutTopics, "broker")).isEqualTo("STARTING");

            broker.createTopics();
            await().until(() -> part(http.get("/ready"), "broker").equals("UP"));
            Answer withoutPipeline = http.get("/ready");
            assertThat(withoutPipeline.status()).isEqualTo(503);
            assertThat(withoutPipeline.json().get("ready").asBoolean()).isFalse();
            assertThat(part(withoutPipeline, "pipeline")).isEqualTo("STARTING");
            // Until its next attempt, the writer reports that the topics were missing.
            await().until(() -> part(http.get("/ready"), "history").equals("STARTING"));

            try (EchoPipeline pipeline = new EchoPipeline(broker.config())) {
                await().until(() -> http.get("/ready").status() == 200);
                Answer ready = http.get("/ready");
                assertThat(ready.json().get("ready").asBoolean()).isTrue();
                assertThat(part(ready, "history")).isEqualTo("UP");
                await().until(() -> part(http.get("/ready"), "pipeline").equals("UP"));
                assertThat(part(ready, "notifications")).isEqualTo("OFF");
                assertThat(pipeline).isNotNull();
            }
            await().until(() -> http.get("/ready").status() == 503);
            Answer pipelineGone = http.get("/ready");
            assertThat(part(pipelineGone, "broker")).isEqualTo("UP");
            assertThat(part(pipelineGone, "pipeline")).isEqualTo("DOWN");

            try (EchoPipeline pipeline = new EchoPipeline(broker.config())) {
                await().until(() -> http.get("/ready").status() == 200);
                broker.stop();
                await().until(() -> http.get("/ready").status() == 503
                        && part(http.get("/ready"), "broker").equals("DOWN"));
                broker.startAgain();
                await().until(() -> http.get("/ready").status() == 200);
                assertThat(pipeline).isNotNull();
            }
        }
    }

    @Test
    void restartWithOldHeartbeatsInTheLog_readyOnlyByANewOne() throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (EchoPipeline pipeline = new EchoPipeline(broker.config());
                    TestServer server = TestServer.start(broker.config(), directory)) {
                await().until(() -> server.http().get("/ready").status() == 200);
                assertThat(pipeline).isNotNull();
            }

            try (TestServer server = TestServer.start(broker.config(), directory)) {
                Http http = server.http();
                await().until(() -> part(http.get("/ready"), "broker").equals("UP"));
                await().during(Duration.ofSeconds(2))
                        .until(() -> http.get("/ready").status() == 503);
            }
        }
    }

    @Test
    void storeClosed_notReadyAndSaid() throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (EchoPipeline pipeline = new EchoPipeline(broker.config());
                    TestServer server = TestServer.start(broker.config(), directory)) {
                Http http = server.http();
                await().until(() -> http.get("/ready").status() == 200);

                server.store().close();

                await().until(() -> http.get("/ready").status() == 503);
                assertThat(part(http.get("/ready"), "history")).isEqualTo("DOWN");
                assertThat(http.get("/api/v1/devices").json().get("code").asText())
                        .isEqualTo("STORE_UNAVAILABLE");
                assertThat(pipeline).isNotNull();
            }
        }
    }
}
