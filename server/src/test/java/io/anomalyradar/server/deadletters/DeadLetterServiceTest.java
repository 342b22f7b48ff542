package io.anomalyradar.server.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterServiceTest {
    private static final TopicNames TOPICS = TopicNames.DEFAULT;

    @Test
    void letters_areListedNewestFirst_andWhatWouldBeAcceptedNowIsSentAgain(@TempDir Path directory) throws Exception {
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server = TestServer.start(broker.config(), directory);
                    Topic topic = new Topic(broker.bootstrap())) {
                long hourAgo = System.currentTimeMillis() - 3_600_000;
                String early = "{\"device\":\"early\",\"ts\":" + hourAgo + ",\"value\":1}";
                topic.write(TOPICS.deadLetters(), "early", letter(early, RefusalCode.CLOCK_SKEW));
                topic.write(TOPICS.deadLetters(), "broken", letter("{\"device\":", RefusalCode.MALFORMED));
                Http http = server.http();

                JsonNode items = http.get("/api/v1/deadletters").json().get("items");
                Answer replayed = http.post(
                        "/api/v1/deadletters/replay?offset=0&offset=1&offset=99", "application/json", new byte[0]);

                assertThat(items).hasSize(2);
                assertThat(items.get(0).get("offset").asLong()).isEqualTo(1);
                assertThat(items.get(0).at("/refusals/0/code").asText()).isEqualTo("MALFORMED");
                assertThat(items.get(1).get("start").asText()).isEqualTo(early);
                assertThat(replayed.status()).isEqualTo(200);
                assertThat(replayed.json().get("records").asInt()).isEqualTo(1);
                assertThat(replayed.json().get("samples").asInt()).isEqualTo(1);
                assertThat(replayed.json().get("unknown").asInt()).isEqualTo(1);
                assertThat(replayed.json().at("/stillRefused/MALFORMED").asInt())
                        .isEqualTo(1);
                assertThat(Records.all(broker.bootstrap(), TOPICS.telemetry()))
                        .filteredOn(record -> new String(record.value(), UTF_8).equals(early))
                        .hasSize(1);
            }
        }
    }

    private static byte[] letter(String value, RefusalCode code) {
        DeadLetter letter = new DeadLetter(
                new SourcePosition("CqJ80JDqSs-gW8JYqqFjMQ", 3, 4, 42),
                TOPICS.telemetry(),
                System.currentTimeMillis(),
                "",
                List.of(Refusal.record(code, "why")),
                null,
                value.getBytes(UTF_8),
                List.of());
        return new DeadLetterProtobuf().encode(letter);
    }
}
