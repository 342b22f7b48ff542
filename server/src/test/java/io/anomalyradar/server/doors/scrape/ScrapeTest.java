package io.anomalyradar.server.doors.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.config.ScrapeConfig;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.testing.RealPrometheus;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeTest {
    private static final String TEXT =
            """
            # HELP http_requests_total All requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1732233600000
            # TYPE temperature gauge
            temperature 21.5
            # TYPE rpc_seconds histogram
            rpc_seconds_bucket{le="0.1"} 3
            rpc_seconds_bucket{le="+Inf"} 4
            rpc_seconds_sum 0.7
            rpc_seconds_count 4
            untyped_total 3
            escaped{path="C:\\\\DIR",text="say \\"hi\\""}   1
            nothing NaN
            own{instance="theirs"} 2
            {"name.with.dots",kind="x"} 5
            """;
    private static final String OPEN_METRICS =
            """
            # TYPE jobs counter
            jobs_total 7.0 1732233600.5 # {trace_id="a"} 1 1732233600
            jobs_created 1732233000
            # TYPE state info
            state_info{version="1"} 1
            # EOF
            """;

    private static TestBroker broker;

    private final CountDownLatch silence = new CountDownLatch(1);
    private HttpServer exporter;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startExporter() throws IOException {
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.setExecutor(Executors.newCachedThreadPool());
        exporter.createContext("/slow", exchange -> {
            try {
                silence.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        answer("/metrics", "text/plain; version=0.0.4", TEXT);
        answer("/open", "application/openmetrics-text; version=1.0.0; charset=utf-8", OPEN_METRICS);
        answer("/cut", "application/openmetrics-text; version=1.0.0", OPEN_METRICS.replace("# EOF\n", ""));
        answer("/bad", "text/plain", "good 1\nbad{a=b} 1\n");
        answer("/large", "text/plain", "x 1\n".repeat(50_000));
        exporter.start();
    }

    @AfterEach
    void stopExporter() {
        silence.countDown();
        exporter.stop(0);
    }

    private void answer(String path, String type, String body) {
        exporter.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("content-type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void bothFormats_becomeFrames(@TempDir Path directory) throws Exception {
        Path file = targets(directory, "text", "/metrics", "open", "/open");
        try (TestServer server = start(directory, List.of(), List.of(file))) {
            await(() -> frames("text").size() >= 2 && frames("open").size() >= 2);

            assertThat(samples("text"))
                    .containsEntry("http_requests_total,code=200,job=scrape,method=post", "1027.0 COUNTER")
                    .containsEntry("temperature,job=scrape", "21.5 GAUGE")
                    .containsEntry("rpc_seconds_bucket,job=scrape,le=+Inf", "4.0 COUNTER")
                    .containsEntry("rpc_seconds_sum,job=scrape", "0.7 COUNTER")
                    .containsEntry("untyped_total,job=scrape", "3.0 COUNTER")
                    .containsEntry("escaped,job=scrape,path=C:\\\\DIR,text=say \"hi\"", "1.0 GAUGE")
                    .containsEntry("own,exported_instance=theirs,job=scrape", "2.0 GAUGE")
                    .containsEntry("name.with.dots,job=scrape,kind=x", "5.0 GAUGE")
                    .containsEntry("up,job=scrape", "1.0 GAUGE")
                    .containsEntry("scrape_samples_scraped,job=scrape", "11.0 GAUGE")
                    .doesNotContainKey("nothing,job=scrape");
            assertThat(samples("open"))
                    .containsEntry("jobs_total,job=scrape", "7.0 COUNTER")
                    .containsEntry("state_info,job=scrape,version=1", "1.0 GAUGE")
                    .containsEntry("up,job=scrape", "1.0 GAUGE")
                    .doesNotContainKey("jobs_created,job=scrape");
            assertThat(frames("open")).extracting(Frame::timestampMillis).contains(1_732_233_600_500L);
            assertThat(state(server)).contains("2 of 2 targets up");
        }
    }

    @Test
    void targetsThatFail_areDown_andDelayNoOther(@TempDir Path directory) throws Exception {
        Path file = targets(
                directory,
                "good",
                "/metrics",
                "slow",
                "/slow",
                "cut",
                "/cut",
                "bad",
                "/bad",
                "large",
                "/large",
                "absent",
                "/absent");
        String closed = "127.0.0.1:" + FreePort.next();
        try (TestServer server = start(directory, List.of(closed, "http://user:secret@127.0.0.1/"), List.of(file))) {
            for (String device : List.of("slow", "cut", "bad", "large", "absent", closed)) {
                await(() -> samples(device).containsKey("up,job=scrape"));
                assertThat(samples(device))
                        .as(device)
                        .containsEntry("up,job=scrape", "0.0 GAUGE")
                        .hasSize(2);
            }
            await(() -> frames("good").size() > frames("slow").size());
            assertThat(samples("good")).containsEntry("up,job=scrape", "1.0 GAUGE");
            assertThat(state(server))
                    .contains("1 of 7 targets up", "last error")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aFileThatChanges_changesTheTargets_andABrokenOneKeepsThem(@TempDir Path directory) throws Exception {
        Path file = targets(directory, "before", "/metrics");
        try (TestServer server = start(directory, List.of(), List.of(directory.resolve("*.json")))) {
            await(() -> !frames("before").isEmpty());
            Files.writeString(file, "[{ broken");
            await(() -> state(server).contains("keeps its former targets"));
            int then = frames("before").size();
            await(() -> frames("before").size() > then);
            targets(directory, "after", "/metrics");

            await(() -> !frames("after").isEmpty());
            await(() -> state(server).contains("1 of 1 targets up"));
        }
    }

    @Test
    @SuppressWarnings("try") // it ends before the server
    void aRealExporter_isScraped_andDownWhenItEnds(@TempDir Path directory) throws Exception {
        assumeThat(RealPrometheus.isInstalled())
                .as("the test scrapes a Prometheus: install the package 'prometheus'")
                .isTrue();
        try (RealPrometheus prometheus = new RealPrometheus(directory, "global: {}\n")) {
            String address = prometheus.http().address().getAuthority();
            try (TestServer server = start(directory, List.of(address), List.of())) {
                await(() -> samples(address).size() > 100);
                prometheus.close();

                await(() -> "0.0 GAUGE".equals(last(address).get("up,job=scrape")));
                assertThat(last(address)).hasSize(2);
                assertThat(samples(address))
                        .containsEntry("up,job=scrape", "1.0 GAUGE")
                        .containsKey("go_goroutines,job=scrape");
                assertThat(state(server)).contains("0 of 1 targets up");
            }
        }
    }

    @Test
    void ofTwoServers_eachScrapesItsTargets(@TempDir Path directory) throws Exception {
        Path file = targets(directory, "t1", "/metrics", "t2", "/metrics", "t3", "/metrics", "t4", "/metrics");
        try (TestServer first = start(directory.resolve("1"), List.of(), List.of(file));
                TestServer second = start(directory.resolve("2"), List.of(), List.of(file))) {
            await(() -> owned(first) > 0 && owned(second) > 0 && owned(first) + owned(second) == 4);
        }
    }

    private static int owned(TestServer server) {
        var found =
                java.util.regex.Pattern.compile("(\\d+) of (\\d+) targets up").matcher(state(server));
        return found.find() && found.group(1).equals(found.group(2)) ? Integer.parseInt(found.group(2)) : 0;
    }

    private Path targets(Path directory, String... namesAndPaths) throws IOException {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < namesAndPaths.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append(
                            """
                            {"targets": ["127.0.0.1:%d"], "labels": {"instance": "%s", "__metrics_path__": "%s"}}"""
                                    .formatted(
                                            exporter.getAddress().getPort(), namesAndPaths[i], namesAndPaths[i + 1]));
        }
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve("targets.json"), json.append("]"));
    }

    private static TestServer start(Path directory, List<String> targets, List<Path> files) throws IOException {
        Files.createDirectories(directory);
        ScrapeConfig scrape = new ScrapeConfig(targets, files, Duration.ofMillis(500), Duration.ofMillis(400), 100_000);
        return TestServer.start(
                broker.config(), directory.resolve("server"), config -> config.with(DoorsConfig.DEFAULT.with(scrape)));
    }

    private static String state(TestServer server) {
        return server.http().get("/ready").body();
    }

    private static List<Frame> frames(String device) {
        return SentFrames.of(broker, device);
    }

    /** The samples of all frames of {@code device}; of each series the first. */
    private static Map<String, String> samples(String device) {
        Map<String, String> samples = new java.util.TreeMap<>();
        frames(device).forEach(frame -> SentFrames.samples(frame).forEach(samples::putIfAbsent));
        return samples;
    }

    private static Map<String, String> last(String device) {
        List<Frame> frames = frames(device);
        return SentFrames.samples(frames.get(frames.size() - 1));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(condition);
    }
}
