package io.anomalyradar.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.RawHttp;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops under load. */
class ShutdownTest {
    private static final String FRAME = "{\"device\":\"d\",\"value\":1}";
    private static final List<String> READS =
            List.of("/api/v1/devices", "/api/v1/anomalies", "/api/v1/status", "/api/v1/config");

    private static TestBroker broker;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void stop_refusesNewRequests_andFinishesThoseUnderWay(@TempDir Path directory) {
        TestServer server = TestServer.start(broker.config(), directory);
        try (RawHttp underWay = new RawHttp(server.server().port())) {
            underWay.send("POST /api/v1/telemetry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + FRAME.length() + "\r\n\r\n{");
            Awaitility.await()
                    .until(() -> server.meters()
                                    .get("radar.ingest.body.bytes")
                                    .gauge()
                                    .value()
                            == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            Answer refused =
                    Awaitility.await().until(() -> server.http().telemetry(FRAME), answer -> answer.status() != 202);
            underWay.send(FRAME.substring(1));

            assertIsStopping(refused);
            assertThat(underWay.answer()).startsWith("HTTP/1.1 202");
            stopped.join();
        }
    }

    @Test
    void stopUnderLoad_everyAnswerIsAResultOr503(@TempDir Path directory) {
        TestServer server = TestServer.start(broker.config(), directory);
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> clients = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.runAsync(
                        () -> askUntilClosed(server.http(), number, answers),
                        task -> new Thread(task, "client-" + number).start()))
                .toList();
        Awaitility.await().until(() -> answers.size() > 200);

        server.close();
        clients.forEach(CompletableFuture::join);

        List<Answer> failures = answers.stream()
                .filter(answer -> answer.status() != 200 && answer.status() != 202)
                .toList();
        assertThat(failures).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.header("retry-after")).as(answer.body()).isNotEmpty();
        });
    }

    /** Half of the clients post, half of them read. */
    private static void askUntilClosed(Http http, int number, Queue<Answer> answers) {
        String body = ("{\"device\":\"d" + number + "\",\"value\":1}\n").repeat(200);
        for (int i = 0; ; i++) {
            try {
                answers.add(
                        number % 2 == 0
                                ? http.post("/api/v1/telemetry", "application/x-ndjson", body.getBytes(UTF_8))
                                : http.get(READS.get(i % READS.size())));
            } catch (UncheckedIOException closed) {
                return;
            }
        }
    }

    private static void assertIsStopping(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.json().get("code").asText()).isEqualTo("SHUTTING_DOWN");
        assertThat(answer.header("retry-after")).isNotEmpty();
    }
}
