package io.anomalyradar.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and times that are refused at the HTTP door, before any broker is involved. */
class RefusedNamesTest {
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = TestServer.start(KafkaConfig.at("127.0.0.1:" + FreePort.next()), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertRefused(Answer answer, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/rejections/0/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800x",
                "x\\udc00",
                "\\udc00\\ud800",
                "a\\u202eb",
                "\\u2066a",
                "a\\u200fb",
                "a\\u2028b",
                "..",
                ".",
                "a/../b",
                "a/.",
                "..\\\\a"
            })
    void deviceNameThatCannotBeShownOrReached_refused(String name) {
        assertRefused(http.telemetry("{\"device\":\"" + name + "\",\"value\":1}"), "INVALID_NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800x", "a\\u202eb"})
    void metricName_refused(String name) {
        assertRefused(http.telemetry("{\"device\":\"d\",\"metrics\":{\"" + name + "\":1}}"), "INVALID_NAME");
        assertRefused(http.telemetry("{\"device\":\"d\",\"metrics\":{\"" + name + "\":\"x\"}}"), "INVALID_NAME");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"attributes\":{\"site\":\"\\ud800\"} | INVALID_ATTRIBUTES",
                "\"metadata\":{\"k\":\"\\udfff\"}      | INVALID_ATTRIBUTES",
                "\"id\":\"\\ud800\"                    | INVALID_NAME",
                "\"ts\":1732233600                     | INVALID_TIMESTAMP",
                "\"ts\":1732233600000000               | INVALID_TIMESTAMP",
                "\"ts\":\"2024-11-22T00:00:00+1\"      | INVALID_TIMESTAMP"
            })
    void otherFields_refused(String field, String code) {
        assertRefused(http.telemetry("{\"device\":\"d\",\"value\":1," + field + "}"), code);
    }

    @ParameterizedTest
    @CsvSource({"'ts', 'looks like epoch seconds (2024-11-22T00:00:00Z)'"})
    void seconds_theReasonNamesTheCause(String field, String reason) {
        Answer answer = http.telemetry("{\"device\":\"d\",\"value\":1,\"" + field + "\":1732233600}");

        assertThat(answer.json().at("/rejections/0/reason").asText()).contains(reason, "precision=s");
    }

    @Test
    void ordinaryNames_notRefused() {
        String body = Stream.of("d.1", "a..b", "..a", "a/b", "Ünï-\uD83D\uDE00", "zürich/süd")
                .map(name -> "{\"device\":\"" + name + "\",\"value\":1}")
                .collect(Collectors.joining(",", "[", "]"));

        Answer answer = http.telemetry(body);

        assertThat(answer.json().get("code").asText()).isEqualTo("BROKER_UNAVAILABLE"); // an address without a listener
        assertThat(answer.body()).doesNotContain("INVALID_NAME");
    }
}
