package io.anomalyradar.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerOutageTest {
    private final Path directory;

    BrokerOutageTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static Answer send(Http http, int number) {
        return http.telemetry("{\"device\":\"d\",\"value\":" + number + "}", "Idempotency-Key", "n-" + number);
    }

    private static Set<String> idsInTheLog(TestBroker broker) {
        return Records.all(broker.bootstrap(), TopicNames.DEFAULT.telemetry()).stream()
                .filter(record -> record.headers().lastHeader(Topics.FRAME_ID) != null)
                .map(record ->
                        new String(record.headers().lastHeader(Topics.FRAME_ID).value(), UTF_8))
                .collect(Collectors.toSet());
    }

    @Test
    void brokerGoneThenBack_nothingClaimedThatIsNotThereAndNothingAcknowledgedLost() throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server = TestServer.start(broker.config(), directory)) {
                Http http = server.http();
                Set<String> acknowledged = new TreeSet<>();
                for (int i = 0; i < 20; i++) {
                    assertThat(send(http, i).status()).isEqualTo(202);
                    acknowledged.add("n-" + i + ":0");
                }

                broker.stop();
                Answer refused = send(http, 100);
                broker.startAgain();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> send(http, 200).status() == 202);
                acknowledged.add("n-200:0");

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.json().get("code").asText()).isEqualTo("BROKER_UNAVAILABLE");
                assertThat(refused.json().get("detail").asText()).contains("Idempotency-Key");
                assertThat(refused.header("retry-after")).isNotEmpty();
                assertThat(idsInTheLog(broker)).containsAll(acknowledged);
            }
        }
    }

    @Test
    void noBrokerAtAll_answeredAllTheSame() {
        String nobody = "127.0.0.1:" + FreePort.next();
        try (TestServer server = TestServer.start(io.anomalyradar.model.config.KafkaConfig.at(nobody), directory)) {
            Http http = server.http();

            assertThat(send(http, 1).json().get("code").asText()).isEqualTo("BROKER_UNAVAILABLE");
            assertThat(http.get("/health").status()).isEqualTo(200);
            assertThat(http.get("/ready").status()).isEqualTo(503);
            assertThat(http.get("/api/v1/devices").status()).isEqualTo(200);
        }
    }

    @Test
    void moreFramesThanMayWait_overloadedAndNoneSent() throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server = TestServer.start(broker.config(), directory)) {
                Http http = server.http();
                assertThat(send(http, 0).status()).isEqualTo(202);
                broker.stop();
                byte[] many = "{\"device\":\"d\",\"value\":1}\n".repeat(9_000).getBytes(UTF_8);
                Thread first = new Thread(() -> http.post("/api/v1/telemetry", "application/x-ndjson", many));
                first.start();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> server.server().publisher().pending() >= 9_000);

                Answer answer = http.post("/api/v1/telemetry", "application/x-ndjson", many, "Idempotency-Key", "late");

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().get("code").asText()).isEqualTo("OVERLOADED");
                first.join();
                broker.startAgain();
                assertThat(idsInTheLog(broker)).noneMatch(id -> id.startsWith("late"));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> server.server().publisher().pending() == 0);
            }
        }
    }
}
