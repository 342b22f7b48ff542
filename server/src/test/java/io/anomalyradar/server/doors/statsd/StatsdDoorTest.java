package io.anomalyradar.server.doors.statsd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.ListenersConfig;
import io.anomalyradar.model.config.StatsdConfig;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain sockets send StatsD, as its clients do. A datagram is summed up in one interval. */
class StatsdDoorTest {
    private static TestBroker broker;
    private static TestServer server;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        port = FreePort.next();
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = start(directory.resolve("a"), port);
        await(() -> state(server).contains("listening on"));
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void everyTypeOfADatagram_isSummedUp() throws Exception {
        sendDatagram(
                """
                requests:2|c|#host:a,code:200
                requests:3|c|#host:a,code:200
                sampled:1|c|@0.1|#host:a
                packed:1:2:3|c|#host:a
                depth:7|g|#host:a
                depth:+3|g|#host:a
                depth:-1|g|#host:a
                depth:-1.5|g|#host:a
                latency:10|ms|#host:a
                latency:20|ms|@0.5|#host:a
                latency:30|h|#host:a
                size:1e3|d|#host:a,flag
                users:ann|s|#host:a
                users:bob|s|#host:a
                users:ann|s|#host:a
                influx,host=a,core=0:1|g
                graphite;host=a;core=1:2|g|c:a9f3
                """,
                port);

        Map<String, String> samples = awaitSamples("a", 21);

        assertThat(samples)
                .containsEntry("requests,code=200", "5.0 DELTA")
                .containsEntry("sampled", "10.0 DELTA")
                .containsEntry("packed", "6.0 DELTA")
                .containsEntry("depth", "7.5 GAUGE")
                .containsEntry("latency.count", "4.0 DELTA")
                .containsEntry("latency.mean", "20.0 GAUGE")
                .containsEntry("latency.min", "10.0 GAUGE")
                .containsEntry("latency.max", "30.0 GAUGE")
                .containsEntry("size.p99,flag=true", "1000.0 GAUGE")
                .containsEntry("users", "2.0 GAUGE")
                .containsEntry("influx,core=0", "1.0 GAUGE")
                .containsEntry("graphite,core=1", "2.0 GAUGE");
        assertThat(Double.parseDouble(
                        Objects.requireNonNull(samples.get("latency.p50")).split(" ", -1)[0]))
                .isBetween(19.8, 20.2);
    }

    @Test
    void countersWithoutEvents_areZero_andGaugesAreSentWhenSet() throws Exception {
        sendDatagram("hits:4|c|#host:b\nlevel:4|g|#host:b", port);

        await(() -> SentFrames.of(broker, "b").size() >= 3);

        List<Frame> frames = SentFrames.of(broker, "b");
        assertThat(SentFrames.samples(frames.get(0)))
                .containsEntry("hits", "4.0 DELTA")
                .containsEntry("level", "4.0 GAUGE");
        assertThat(SentFrames.samples(frames.get(1))).containsOnly(Map.entry("hits", "0.0 DELTA"));
    }

    @Test
    void aGaugeRelativeToAnEarlierInterval_keepsItsBase_overTcpAsWell() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("open:10|g|#host:c\n".getBytes(UTF_8));
            await(() -> !SentFrames.of(broker, "c").isEmpty());
            socket.getOutputStream().write("open:-3|g|#ho".getBytes(UTF_8));
            socket.getOutputStream().write("st:c\r\n".getBytes(UTF_8));
            await(() -> SentFrames.of(broker, "c").size() >= 2);
        }

        assertThat(SentFrames.samples(SentFrames.of(broker, "c").get(1))).containsEntry("open", "7.0 GAUGE");
    }

    @Test
    void aValueWithItsOwnTime_isNotSummedUp() throws Exception {
        sendDatagram("batch:5|g|T1732233600|#host:d\nbatch:6|g|T1732233610|#host:d", port);

        await(() -> SentFrames.of(broker, "d").size() >= 2);

        assertThat(SentFrames.of(broker, "d"))
                .extracting(Frame::timestampMillis)
                .containsExactly(1_732_233_600_000L, 1_732_233_610_000L);
    }

    @Test
    void hostileLines_areCounted_andTheOthersAreTaken() throws Exception {
        double malformed = refused("MALFORMED", server);
        double notNumbers = refused("NOT_A_NUMBER", server);
        sendDatagram(
                "nothing\n:1|c\na:1\na:1|x\na:1|c|@0\na:1|c|@2\na:0x1p3|c\na:NaN|g\na:1e999|g\na:|c\n"
                        + "a:1|c|#host:1,host:2\n" + "n".repeat(9_000) + ":1|c\n_e{1,1}:a|b\n_sc|a|0\nfine:1|g|#host:e",
                port);

        awaitSamples("e", 1);

        assertThat(refused("MALFORMED", server) - malformed).isEqualTo(8);
        assertThat(refused("NOT_A_NUMBER", server) - notNumbers).isEqualTo(4);
        assertThat(state(server)).contains("last error", "a line is refused");
    }

    @Test
    void ofTwoServers_oneListens_andTheOtherFollows_andSeriesAreBounded(@TempDir Path directory) throws Exception {
        int shared = FreePort.next();
        try (TestBroker other = new TestBroker(directory.resolve("kafka"))) {
            other.createTopics();
            TestServer first =
                    TestServer.start(other.config(), directory.resolve("1"), config -> config.with(doors(shared)));
            await(() -> state(first).contains("listening on"));
            try (TestServer second =
                    TestServer.start(other.config(), directory.resolve("2"), config -> config.with(doors(shared)))) {
                await(() -> state(second).contains("another server listens"));
                first.close();
                await(() -> state(second).contains("listening on"));
                StringBuilder names = new StringBuilder();
                IntStream.range(0, 1_100).forEach(i -> names.append("s" + i + ":1|g|#host:many\n"));
                sendDatagram(names.toString(), shared);

                await(() -> refused("TOO_MANY_SERIES", second) == 100);
            }
        }
    }

    private static TestServer start(Path directory, int port) throws IOException {
        return TestServer.start(broker.config(), directory, config -> config.with(doors(port)));
    }

    private static DoorsConfig doors(int port) {
        StatsdConfig statsd = new StatsdConfig(port, Duration.ofMillis(200), 1_000, StatsdConfig.TAGS);
        return DoorsConfig.DEFAULT.with(new ListenersConfig("127.0.0.1", 0, 1, statsd));
    }

    private static String state(TestServer of) {
        return of.http().get("/ready").body();
    }

    private static double refused(String code, TestServer by) {
        return by.meters()
                .get("radar.ingest.refusals")
                .tags("door", "statsd", "code", code)
                .counter()
                .count();
    }

    private static void sendDatagram(String lines, int to) throws IOException {
        byte[] bytes = lines.getBytes(UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
        }
    }

    private static Map<String, String> awaitSamples(String device, int count) {
        Map<String, String> samples = new TreeMap<>();
        await(() -> {
            samples.clear();
            SentFrames.of(broker, device).stream().limit(1).forEach(frame -> samples.putAll(SentFrames.samples(frame)));
            return samples.size() >= count;
        });
        return samples;
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(condition);
    }
}
