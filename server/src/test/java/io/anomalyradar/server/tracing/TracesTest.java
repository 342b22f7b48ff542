package io.anomalyradar.server.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.TracingConfig;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole path, and the ids in the log, are in KillIT. */
class TracesTest {
    private static final String TOPIC = "radar.telemetry";

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer receiver;

    TracesTest() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void oneRecordInTen_isTraced_andEverySlowOne() {
        long now = System.currentTimeMillis();
        try (Traces traces = traces(address(), 10)) {
            for (int offset = 1; offset <= 20; offset++) {
                traces.received(0, offset, now);
            }
            traces.received(0, 33, now - 60_000);
        }

        assertThat(spans("receive")).isEqualTo(3);
    }

    @Test
    void traceFollowsFromThePlaceInTheLog() {
        assertThat(TraceIds.rootOf(TOPIC, 3, 42)).isEqualTo(TraceIds.rootOf(TOPIC, 3, 42));
        assertThat(TraceIds.rootOf(TOPIC, 3, 42).getTraceId())
                .isNotEqualTo(TraceIds.rootOf(TOPIC, 3, 43).getTraceId());
        assertThat(TraceIds.rootOf(TOPIC, 3, 42).isValid()).isTrue();
    }

    @Test
    void attemptToNotify_isAlwaysTraced() {
        SourcePosition source = new SourcePosition("topic-id", 3, 0, 42);
        try (Traces traces = traces(address(), 1_000)) {
            try (Traces.Attempt attempt = traces.notifying(source, "pump-7", "webhook")) {
                attempt.outcome("Delivered");
            }
        }

        assertThat(spans("notify")).isEqualTo(1);
        assertThat(spans("Delivered")).isEqualTo(1);
    }

    @Test
    void receiverThatIsAway_doesNotHoldAnythingUp() {
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.next() + "/v1/traces");
        long now = System.currentTimeMillis();

        Traces traces = traces(nobody, 1);
        for (int offset = 0; offset < 100_000; offset++) {
            traces.received(0, offset, now);
        }
        traces.close();

        assertThat(bodies).isEmpty();
    }

    @Test
    void withoutEndpoint_nothingIsDone() {
        try (Traces traces = Traces.off();
                Traces.Attempt attempt = traces.notifying(new SourcePosition("id", 0, 0, 0), "pump-7", "webhook")) {
            attempt.outcome("Delivered");
        }
        assertThat(bodies).isEmpty();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/traces");
    }

    private static Traces traces(URI endpoint, int oneIn) {
        return Traces.start(new TracingConfig(endpoint, oneIn, Duration.ofSeconds(5)), TOPIC, "test");
    }

    /** Names are in the bodies as they are. */
    private long spans(String name) {
        return bodies.stream()
                .mapToLong(body -> body.split(name, -1).length - 1L)
                .sum();
    }
}
