package io.anomalyradar.app.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.app.send.Receipt.Rejection;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server whose answers the test determines, so that faults occur at defined times. */
@SuppressWarnings("NullAway.Init") // the server is started before each test
final class TelemetryClientTest {
    private static final String TAKEN = "{\"accepted\":1,\"rejected\":0,\"rejections\":[]}";

    /** An answer to give; without a body the connection is cut. */
    private record Scripted(int status, @Nullable String body) {}

    /** A request as it came. */
    private record Request(@Nullable String key, String body) {}

    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private int keysMade;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/telemetry", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void busyThenSilent_isTriedAgainUnderTheSameKey() throws IOException {
        script.add(new Scripted(503, "{\"code\":\"OVERLOADED\",\"detail\":\"later\"}"));
        script.add(new Scripted(429, "{\"code\":\"RATE_LIMITED\",\"detail\":\"later\"}"));
        script.add(new Scripted(0, null));
        script.add(new Scripted(202, TAKEN));

        Receipt receipt = client().post(lines(frame(null)));

        assertThat(receipt).isEqualTo(new Receipt(1, 0, List.of()));
        assertThat(requests)
                .hasSize(4)
                .containsOnly(new Request("key-0", "{\"device\":\"a\",\"metrics\":{\"x\":1.5}}\n"));
    }

    @Test
    void nextBody_hasAnotherKey() throws IOException {
        script.add(new Scripted(202, TAKEN));
        script.add(new Scripted(202, TAKEN));
        TelemetryClient client = client();

        client.post(lines(frame(null)));
        client.post(lines(frame(null)));

        assertThat(requests).extracting(Request::key).containsExactly("key-0", "key-1");
    }

    @Test
    void framesWithIds_keepThem() throws IOException {
        script.add(new Scripted(202, TAKEN));

        client().post(lines(frame("mine")));

        assertThat(requests)
                .containsExactly(new Request(null, "{\"device\":\"a\",\"metrics\":{\"x\":1.5},\"id\":\"mine\"}\n"));
    }

    @Test
    void sinkWithFramesOfBothKinds_separatesThem_andCountsWhatTheServerSays() throws IOException {
        script.add(new Scripted(202, TAKEN));
        script.add(new Scripted(202, "{\"accepted\":0,\"rejected\":1,\"rejections\":[]}"));
        HttpFrameSink sink = new HttpFrameSink(client());

        sink.send(frame(null));
        sink.send(frame("mine"));
        sink.flush();

        assertThat(requests).extracting(Request::key).containsExactly("key-0", null);
        assertThat(sink.acknowledged()).isEqualTo(1);
        assertThat(sink.rejected()).isEqualTo(1);
    }

    @Test
    void allRejected_isAReceipt_withReasons() throws IOException {
        script.add(new Scripted(
                422,
                "{\"type\":\"about:blank\",\"code\":\"ALL_REJECTED\",\"detail\":\"no\",\"rejections\":"
                        + "[{\"index\":0,\"metric\":\"x\",\"code\":\"NON_FINITE\",\"reason\":\"is NaN\"}]}"));

        Receipt receipt = client().post(lines(frame(null)));

        assertThat(receipt).isEqualTo(new Receipt(0, 1, List.of(new Rejection(0, "x", "NON_FINITE", "is NaN"))));
    }

    @Test
    void bodyRefusedAsAWhole_isNotTriedAgain() {
        script.add(new Scripted(413, "{\"code\":\"TOO_LARGE\",\"detail\":\"split it\"}"));

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> client().post(lines(frame(null))))
                .withMessageEndingWith("refused with 413 TOO_LARGE: split it");
        assertThat(requests).hasSize(1);
    }

    @Test
    void serverThatStaysBusy_failsSayingSo() {
        for (int i = 0; i < 6; i++) {
            script.add(new Scripted(503, "{\"code\":\"BROKER_UNAVAILABLE\",\"detail\":\"no broker\"}"));
        }

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> client().post(lines(frame(null))))
                .withMessageContaining("busy after 6 attempts (503: no broker)");
    }

    @Test
    void nobodyListening_failsSayingWhatToDo() {
        server.stop(0);

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> client().post(lines(frame(null))))
                .withMessageContaining("is 'radar up' running there?");
    }

    private TelemetryClient client() {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new TelemetryClient(
                io.anomalyradar.app.command.Connection.to(uri), () -> "key-" + keysMade++, Duration.ofMillis(1));
    }

    private static Frame frame(@Nullable String id) {
        return Frame.of("a", Frame.NO_TIMESTAMP, new String[] {"x"}, new double[] {1.5})
                .withId(id);
    }

    private static FrameLines lines(Frame frame) {
        FrameLines lines = new FrameLines();
        lines.add(FrameText.line(frame), frame.id() != null);
        return lines;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        requests.add(new Request(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
        Scripted answer = script.remove();
        if (answer.body != null) {
            byte[] bytes = answer.body.getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
