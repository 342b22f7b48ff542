package io.anomalyradar.server.doors.collectd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.testing.Http;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line of docs/doors/collectd.md; and a real collectd. */
class CollectdDoorTest {
    private static final Path COLLECTD = Path.of("/usr/sbin/collectd");

    private static TestBroker broker;
    private static TestServer server;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        server = TestServer.start(broker.config(), directory);
        http = server.http();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void valueLists_becomeMetrics_byTheirTypes() {
        Answer answer = write(
                """
                [{"values":[1,2],"dstypes":["derive","counter"],"dsnames":["rx","tx"],"time":1732233600.123,"interval":10,
                  "host":"h1","plugin":"interface","plugin_instance":"eth0","type":"if_octets","type_instance":"","meta":{"a":1}},
                 {"values":[3],"dstypes":["gauge"],"dsnames":["value"],"time":1732233600.123,"host":"h1","plugin":"load",
                  "plugin_instance":"","type":"load","type_instance":"short"},
                 {"values":[4,null],"dstypes":["absolute","gauge"],"dsnames":["a","b"],"time":1732233600.123,"host":"h1",
                  "plugin":"x","type":"y"}]
                """);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(SentFrames.of(broker, "h1")).singleElement().satisfies(frame -> {
            assertThat(frame.timestampMillis()).isEqualTo(1_732_233_600_123L);
            assertThat(SentFrames.samples(frame))
                    .isEqualTo(Map.of(
                            "interface.if_octets.rx,plugin_instance=eth0", "1.0 COUNTER",
                            "interface.if_octets.tx,plugin_instance=eth0", "2.0 COUNTER",
                            "load,type_instance=short", "3.0 GAUGE",
                            "x.y.a", "4.0 DELTA"));
        });
    }

    @Test
    void invalidLists_areRefused() {
        assertThat(write("[{\"host\":\"h2\"},{\"host\":\"h2\",\"plugin\":\"p\",\"values\":[1]}]")
                        .body())
                .isEqualTo("partial write: a value list needs host, plugin and values dropped=1");
        assertThat(SentFrames.of(broker, "h2")).hasSize(1);
        assertThat(write("{}").status()).isEqualTo(400);
        assertThat(write("[{\"host\":").status()).isEqualTo(400);
        assertThat(http.post("/collectd", "text/plain", "PUTVAL".getBytes(UTF_8))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void realCollectd_sends(@TempDir Path directory) throws Exception {
        assumeThat(Files.isExecutable(COLLECTD))
                .as("the test sends with collectd: install the package 'collectd-core'")
                .isTrue();
        Path configuration = Files.writeString(
                directory.resolve("collectd.conf"),
                """
                Hostname "real-1"
                BaseDir "%1$s"
                PIDFile "%1$s/pid"
                Interval 1
                LoadPlugin uptime
                LoadPlugin cpu
                LoadPlugin load
                LoadPlugin write_http
                <Plugin write_http>
                  <Node "radar">
                    URL "%2$s"
                    Format "JSON"
                    BufferSize 65536
                  </Node>
                </Plugin>
                """
                        .formatted(directory, http.address().resolve("/collectd")));
        Process collectd = new ProcessBuilder(COLLECTD.toString(), "-f", "-C", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> SentFrames.of(broker, "real-1").stream()
                    .flatMap(frame -> IntStream.range(0, frame.size())
                            .filter(i -> frame.metric(i).startsWith("cpu,"))
                            .mapToObj(frame::kind))
                    .anyMatch(kind -> kind == SampleKind.COUNTER));
        } finally {
            collectd.destroy();
            collectd.onExit()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .exceptionally(slow -> collectd.destroyForcibly())
                    .join();
        }
    }

    private static Answer write(String json) {
        return http.post("/collectd", "application/json", json.getBytes(UTF_8));
    }
}
