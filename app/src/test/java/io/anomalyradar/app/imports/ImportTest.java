package io.anomalyradar.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.app.replay.RealPath;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long BEGIN = 1_600_000_000L;

    private static RealPath path;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        path = new RealPath(folder, PipelineConfig.DEFAULT);
    }

    @AfterAll
    static void stop() {
        path.close();
    }

    @Test
    void everyKindOfFile_isImported_withoutAnAnomaly_andOnce(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("table.csv"), csv(600));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            lines.append("{\"device\": \"lines\", \"ts\": ")
                    .append((BEGIN + i) * 1_000)
                    .append(", \"metrics\": {\"a\": ")
                    .append(i % 7)
                    .append("}}\n");
        }
        Files.writeString(
                data.resolve("lines.ndjson"), lines.append("{\"device\": \"lines\", \"metrics\": {\"a\": 1}}\n"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT TIMESTAMP '2024-11-22 00:00:00' + INTERVAL (i) SECOND AS time, i % 5 AS level"
                            + " FROM range(200) t(i)) TO '" + data.resolve("square.parquet") + "' (FORMAT parquet)");
        }

        int before = sent();
        String preview = radar(folder, "import", data.toString(), "--preview");
        assertThat(sent()).isEqualTo(before);
        String first = radar(folder, "import", data.toString());
        String second = radar(folder, "import", data.toString());
        await().atMost(PATIENCE)
                .until(() -> scored("table") == 600 && scored("lines") == 300 && scored("square") == 200);

        assertThat(preview).contains("3 parts", "table  2020-09-13T12:26:40Z", "lines.ndjson");
        assertThat(first).contains("imported 1,100 frames");
        assertThat(second).contains("imported before, completely");
        assertThat(sent()).isEqualTo(before + 1_100);
        assertThat(scores().stream()
                        .filter(frame -> frame.device().equals("table"))
                        .mapToDouble(frame -> frame.score(0))
                        .max()
                        .orElseThrow())
                .isGreaterThan(3);
        assertThat(path.records(TopicNames.DEFAULT.anomalies())).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("radar/imports/tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anImportThatIsKilled_goesOn_andEachRowCountsOnce(@TempDir Path folder) throws Exception {
        int rows = 60_000;
        Path file = Files.writeString(folder.resolve("killed.csv"), csv(rows));
        int before = sent();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.anomalyradar.app.Radar",
                        "import",
                        file.toString(),
                        "--set",
                        "kafka.bootstrap-servers=" + path.bootstrapServers(),
                        "--set",
                        "data.dir=" + folder.resolve("radar"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(PATIENCE).until(() -> sent() > before + 2_000 || !process.isAlive());
        process.destroyForcibly().waitFor();
        int sent = sent() - before;

        String rest = radar(folder, "import", file.toString());
        await().atMost(PATIENCE).until(() -> scored("killed") >= rows);

        assertThat(sent).as(Files.readString(folder.resolve("log"))).isBetween(1, rows - 1);
        assertThat(rest).contains("were sent before");
        assertThat(scored("killed")).isEqualTo(rows);
    }

    @Test
    void aRealPrometheus_isQueried(@TempDir Path folder) throws Exception {
        assumeThat(Stream.of("prometheus", "promtool").allMatch(name -> Files.isExecutable(Path.of("/usr/bin", name))))
                .as("the test queries a Prometheus: install the package 'prometheus'")
                .isTrue();
        StringBuilder samples = new StringBuilder("# TYPE load gauge\n");
        long begin = Instant.parse("2024-11-22T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 1_200; i++) {
            samples.append("load{instance=\"web-1\",core=\"0\"} ")
                    .append(i % 9)
                    .append(' ')
                    .append(begin + i * 15L)
                    .append('\n');
        }
        Path text = Files.writeString(folder.resolve("samples.om"), samples.append("# EOF\n"));
        run(folder, "promtool", "tsdb", "create-blocks-from", "openmetrics", text.toString(), folder + "/tsdb")
                .waitFor();
        int port = FreePort.next();
        Process prometheus = run(
                folder,
                "prometheus",
                "--config.file=" + Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n"),
                "--storage.tsdb.path=" + folder + "/tsdb",
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port);
        try {
            String url = "http://127.0.0.1:" + port;
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> HttpClient.newHttpClient()
                                    .send(
                                            HttpRequest.newBuilder(URI.create(url + "/-/ready"))
                                                    .build(),
                                            BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            String[] command = {
                "import",
                "--prometheus",
                url,
                "--query",
                "load",
                "--start",
                "2024-11-22T00:00:00Z",
                "--end",
                "2024-11-22T04:59:45Z",
                "--step",
                "15s"
            };

            String first = radar(folder, command);
            String second = radar(folder, command);
            await().atMost(PATIENCE).until(() -> scored("web-1") == 1_200);

            assertThat(first).contains("imported 1,200 frames");
            assertThat(second).contains("imported before, completely");
            assertThat(scores().stream()
                            .filter(frame -> frame.device().equals("web-1"))
                            .map(frame -> frame.metric(0)))
                    .containsOnly("load,core=0");
        } finally {
            prometheus.destroy();
        }
    }

    private static Process run(Path folder, String... command) throws IOException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("peer.log").toFile()))
                .start();
    }

    /** Usual values with a spike of five rows. */
    private static String csv(int rows) {
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < rows; i++) {
            text.append(Instant.ofEpochSecond(BEGIN + i))
                    .append(',')
                    .append(i >= 400 && i < 405 ? 900 : 20 + i % 7)
                    .append('\n');
        }
        return text.toString();
    }

    private static String radar(Path folder, String... arguments) {
        return path.radar(
                0,
                Stream.concat(Stream.of(arguments), Stream.of("--set", "data.dir=" + folder.resolve("radar")))
                        .toArray(String[]::new));
    }

    private static int sent() {
        return path.records(TopicNames.DEFAULT.telemetry()).size();
    }

    private static int scored(String device) throws IOException {
        Map<String, Integer> samples = new TreeMap<>();
        for (ScoreFrame frame : scores()) {
            samples.merge(frame.device(), frame.size(), Integer::sum);
        }
        return samples.getOrDefault(device, 0);
    }

    private static List<ScoreFrame> scores() throws IOException {
        List<ScoreFrame> frames = new java.util.ArrayList<>();
        ScoreProtobuf protobuf = new ScoreProtobuf();
        for (ConsumerRecord<byte[], byte[]> block : path.records(TopicNames.DEFAULT.scores())) {
            frames.addAll(protobuf.decodeBlock(block.value()));
        }
        return frames;
    }
}
