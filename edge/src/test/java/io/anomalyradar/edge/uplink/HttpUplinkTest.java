package io.anomalyradar.edge.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.edge.buffer.Segment;
import io.anomalyradar.edge.uplink.UplinkOutcome.Delivered;
import io.anomalyradar.edge.uplink.UplinkOutcome.Failed;
import io.anomalyradar.edge.uplink.UplinkOutcome.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that answer in every way, and one that is not there. */
class HttpUplinkTest {
    private final HttpServer server;
    private final AtomicReference<@Nullable Headers> asked = new AtomicReference<>();
    private volatile int status;
    private volatile String answer = "";
    private volatile String retryAfter = "";

    HttpUplinkTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/telemetry", exchange -> {
            asked.set(exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private UplinkOutcome sent(int answered, String body) throws IOException {
        status = answered;
        answer = body;
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (HttpUplink uplink = new HttpUplink(address, "key-1", Certificates.context(null, null, null))) {
            return uplink.send(Segment.empty("edge.a.7"));
        }
    }

    @Test
    void receipt_isDelivered_andTheRequestNamesTheSegment() throws IOException {
        UplinkOutcome outcome = sent(
                202,
                "{\"accepted\":9,\"rejected\":1,\"rejections\":[{\"index\":3,\"code\":\"CLOCK_SKEW\",\"message\":\"ahead\"}]}");

        assertThat(outcome).isEqualTo(new Delivered(9, 1, "ahead"));
        Headers headers = Objects.requireNonNull(asked.get());

        assertThat(headers.getFirst("Idempotency-Key")).isEqualTo("edge.a.7");
        assertThat(headers.getFirst("Content-Encoding")).isEqualTo("zstd");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer key-1");
    }

    @Test
    void busyServer_isAskedAgainWhenItSaysSo() throws IOException {
        retryAfter = "7";

        assertThat(sent(503, "{\"detail\":\"the broker is away\"}")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.pause()).isEqualTo(Duration.ofSeconds(7));
            assertThat(failed.reason()).contains("503", "the broker is away");
        });
    }

    @Test
    void wrongKeyOrAddress_isKeptAndNamesTheSetting() throws IOException {
        assertThat(sent(401, "")).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                .contains("uplink.key-file")
                .doesNotContain("key-1"));
        assertThat(sent(404, "")).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                .contains("uplink.url"));
        assertThat(sent(202, "<html>")).isInstanceOf(Failed.class);
    }

    @Test
    void refusedAsAWhole_orFrameByFrame() throws IOException {
        assertThat(sent(400, "{\"detail\":\"malformed\"}")).isInstanceOf(Refused.class);
        assertThat(sent(422, "{\"accepted\":0,\"rejections\":[{\"message\":\"no device\"}]}"))
                .isEqualTo(new Delivered(0, 0, "no device"));
    }

    @Test
    void nobodyThere_isAFailure() throws IOException {
        server.stop(0);

        assertThat(sent(202, "")).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.reason())
                .contains("no answer"));
    }
}
