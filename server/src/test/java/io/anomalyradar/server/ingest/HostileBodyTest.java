package io.anomalyradar.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.bus.DoorLimits;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.ServerConfig;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.RawHttp;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One client must not stop the others. Bodies of this server have 1 MiB at the most, all together 8 MiB. */
class HostileBodyTest {
    private static final byte[] OTHER_ADDRESS = {127, 0, 0, 2};
    private static final int GIGABYTE = 1 << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory, HostileBodyTest::withRoomForManyFrames);
        http = server.http();
    }

    private static ServerConfig withRoomForManyFrames(ServerConfig config) {
        return with(config, config.maxBodyBytes(), 20_000);
    }

    private static ServerConfig withHugeBodies(ServerConfig config) {
        return with(config, GIGABYTE, config.maxPendingFrames());
    }

    private static ServerConfig with(ServerConfig config, int maxBodyBytes, int maxPendingFrames) {
        return new ServerConfig(
                config.bindAddress(),
                config.port(),
                config.corsOrigins(),
                config.allowedHosts(),
                maxBodyBytes,
                config.maxRequestsPerSecond(),
                maxPendingFrames,
                config.maxSeries(),
                config.liveThrottle(),
                DoorsConfig.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    private static String head(String headers) {
        return "POST /api/v1/telemetry HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-ndjson\r\n" + headers + "\r\n";
    }

    private static void assertHonestClientIsServed() {
        assertThat(http.telemetry("{\"device\":\"honest\",\"value\":1}").status())
                .isEqualTo(202);
    }

    private static double reserved() {
        return bodyBytes(server);
    }

    private static double bodyBytes(TestServer of) {
        return of.meters().get("radar.ingest.body.bytes").gauge().value();
    }

    private static double refusedBodies(String reason) {
        return refusedBodies(server, reason);
    }

    private static double refusedBodies(TestServer of, String reason) {
        return of.meters()
                .get("radar.ingest.refused.bodies")
                .tag("door", "json")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void halfAMillionBadLinesInASmallGzip_refusedAfterTheFirstThousands() {
        byte[] bomb = Http.gzip("x\n".repeat(500_000).getBytes(UTF_8));
        double before = refusedBodies("TOO_MANY_REFUSED");

        Answer answer = http.post("/api/v1/telemetry", "application/x-ndjson", bomb, "Content-Encoding", "gzip");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("code").asText()).isEqualTo("TOO_MANY_REFUSED");
        assertThat(answer.json().get("detail").asText()).contains(String.valueOf(DoorLimits.MAX_REFUSED_FRAMES));
        assertThat(refusedBodies("TOO_MANY_REFUSED")).isEqualTo(before + 1);
    }

    /** Blank lines are neither frames nor refused, so that nothing but the client's leave ends the work early. */
    @Test
    void clientThatLeaves_endsTheWork(@TempDir Path ownDirectory) {
        byte[] bomb = Http.gzipOf('\n', GIGABYTE);
        try (TestServer roomy = TestServer.start(broker.config(), ownDirectory, HostileBodyTest::withHugeBodies)) {
            try (RawHttp leaving = new RawHttp(roomy.server().port())) {
                leaving.send(head("Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n"))
                        .send(bomb);
                Awaitility.await().until(() -> bodyBytes(roomy) == bomb.length);
            }

            Awaitility.await().atMost(PATIENCE).until(() -> refusedBodies(roomy, "CANCELLED") == 1);
            Awaitility.await().until(() -> bodyBytes(roomy) == 0);
        }
    }

    @Test
    void halfAMillionBadElementsInAnArray_refusedAfterTheFirstThousands() {
        String body = "[" + "1,".repeat(499_000) + "1]";

        Answer answer = http.telemetry(body);

        assertThat(answer.json().get("code").asText()).isEqualTo("TOO_MANY_REFUSED");
    }

    @Test
    void moreFramesThanMayWait_refusedWhileTheyAreRead() {
        String body = "{\"device\":\"d\",\"value\":1}\n".repeat(20_001);

        Answer answer = http.post("/api/v1/telemetry", "application/x-ndjson", body.getBytes(UTF_8));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("code").asText()).isEqualTo("TOO_LARGE");
    }

    @Test
    void sixteenIdleUploads_doNotKeepOthersOut() {
        List<RawHttp> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                idle.add(new RawHttp(server.server().port())
                        .send(head("Transfer-Encoding: chunked\r\n") + "1\r\n{\r\n"));
            }
            Awaitility.await().until(() -> reserved() >= 16);

            assertHonestClientIsServed();
            assertThat(reserved()).isLessThan(1 << 10);
        } finally {
            idle.forEach(RawHttp::close);
        }
        Awaitility.await().until(() -> reserved() == 0);
    }

    @Test
    void bodyThatStopsArriving_requestTimeoutThatSaysWhy() {
        try (RawHttp slow = new RawHttp(server.server().port())) {
            slow.send(head("Content-Length: 1000\r\n") + "{");

            String answer = slow.answer();

            assertThat(answer).startsWith("HTTP/1.1 408").contains("BODY_TOO_SLOW");
        }
        Awaitility.await().until(() -> reserved() == 0);
    }

    @Test
    void oneAddressFillsItsShare_anotherIsServed() {
        String chunk = String.format(Locale.ROOT, "%x\r\n%s\r\n", 900_000, " ".repeat(900_000));
        List<RawHttp> greedy = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                greedy.add(new RawHttp(server.server().port(), OTHER_ADDRESS)
                        .send(head("Transfer-Encoding: chunked\r\n") + chunk));
            }
            Awaitility.await().until(() -> reserved() >= 3_600_000);

            RawHttp refused = new RawHttp(server.server().port(), OTHER_ADDRESS);
            greedy.add(refused.send(head("Transfer-Encoding: chunked\r\n") + chunk));

            assertThat(refused.line()).startsWith("HTTP/1.1 503");
            assertHonestClientIsServed();
        } finally {
            greedy.forEach(RawHttp::close);
        }
        Awaitility.await().until(() -> reserved() == 0);
    }
}
