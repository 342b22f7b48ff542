package io.anomalyradar.server.doors.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.ListenersConfig;
import io.anomalyradar.model.config.StatsdConfig;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain sockets send Graphite's plaintext, as its clients do. */
class GraphiteDoorTest {
    @Test
    void lines_becomeFrames_andTheLastOneNeedsNoEnd(@TempDir Path directory) throws Exception {
        int port = FreePort.next();
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server =
                            TestServer.start(broker.config(), directory, config -> config.with(graphite(port)));
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                send(socket, "servers.web-1.cpu.load;core=0 0.5 1732233600\nservers.web-1.mem 7");
                send(socket, "5 1732233601\nbroken\nalone 3 1732233600\nservers.web-1.nan nan 1732233600\n");
                await(broker, "web-1", 2);
                await(broker, "graphite", 1);
                send(socket, "servers.web-1.mem 77 1732233620");
                socket.shutdownOutput();

                await(broker, "web-1", 3);
                assertThat(SentFrames.samples(SentFrames.of(broker, "web-1").get(0)))
                        .containsEntry("servers.cpu.load,core=0", "0.5 GAUGE");
                assertThat(SentFrames.samples(SentFrames.of(broker, "web-1").get(1)))
                        .containsEntry("servers.mem", "75.0 GAUGE");
                assertThat(server.meters()
                                .get("radar.ingest.refusals")
                                .tags("door", "graphite", "code", "MALFORMED")
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(server.http().get("/ready").body()).contains("door graphite", "taken, 1 refused");
            }
        }
    }

    @Test
    void linesThatTheBrokerDoesNotTake_areDeliveredAgain(@TempDir Path directory) throws Exception {
        int port = FreePort.next();
        try (TestBroker broker = new TestBroker(directory.resolve("kafka"))) {
            broker.createTopics();
            try (TestServer server =
                            TestServer.start(broker.config(), directory, config -> config.with(graphite(port)));
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                send(socket, "servers.web-2.mem 75 1732233600\n");
                await(broker, "web-2", 1);
                broker.stop();
                send(socket, "servers.web-2.mem 76 1732233610\n");
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> counted(server, "radar.ingest.unacknowledged") > 0);
                broker.startAgain();

                await(broker, "web-2", 2);
            }
        }
    }

    private static DoorsConfig graphite(int port) {
        return DoorsConfig.DEFAULT.with(new ListenersConfig("127.0.0.1", port, 1, StatsdConfig.CLOSED));
    }

    private static void send(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private static double counted(TestServer server, String meter) {
        return server.meters().get(meter).tag("door", "graphite").counter().count();
    }

    private static void await(TestBroker broker, String device, int frames) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> SentFrames.of(broker, device).stream()
                                .map(frame -> frame.timestampMillis())
                                .distinct()
                                .count()
                        >= frames);
    }
}
