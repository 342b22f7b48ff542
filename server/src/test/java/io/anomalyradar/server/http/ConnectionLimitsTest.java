package io.anomalyradar.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.RawHttp;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLimitsTest {
    private static final String GET = "GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static TestBroker broker;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    private static double open() {
        return server.meters().get("radar.http.connections").gauge().value();
    }

    /** The server would keep every request, and an answer to each, for as long as the connection lasts. */
    @Test
    void requestsWithoutEnd_answersNeverRead_connectionClosed() {
        try (RawHttp greedy = new RawHttp(server.server().port())) {
            String requests = GET.repeat(100);

            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> {
                for (int i = 0; i < 5_000; i++) {
                    greedy.send(requests);
                }
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> open() == 0);
    }

    @Test
    void severalRequestsAhead_answeredInOrder() {
        try (RawHttp client = new RawHttp(server.server().port())) {
            client.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20)
                    + "GET /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            String answers = client.answer();

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(21);
            assertThat(answers).contains("HTTP/1.1 404");
        }
    }

    @Test
    void halfOfAllConnections_areLeftToOthers() throws UnknownHostException {
        ConnectionLimits limits = new ConnectionLimits(4, new SimpleMeterRegistry());
        InetAddress greedy = InetAddress.getByName("192.0.2.1");
        InetAddress honest = InetAddress.getByName("192.0.2.2");

        assertThat(limits.admit(greedy)).isTrue();
        assertThat(limits.admit(greedy)).isTrue();
        assertThat(limits.admit(greedy)).isFalse();
        assertThat(limits.admit(honest)).isTrue();

        limits.leave(greedy);
        assertThat(limits.admit(greedy)).isTrue();
    }

    @Test
    void characterSetThatDoesNotExist_unsupportedMediaType() {
        Answer answer =
                server.http().post("/api/v1/telemetry", "application/json; charset=no-such", new byte[] {'{', '}'});

        assertThat(answer.status()).isEqualTo(415);
    }
}
