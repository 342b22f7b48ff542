package io.anomalyradar.server.testing;

import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Prometheus of the system's package. */
public final class RealPrometheus implements AutoCloseable {
    private final Process process;
    private final Http http;

    /** One with the samples of {@code openMetrics}. */
    public static RealPrometheus with(Path directory, String openMetrics) throws Exception {
        Path samples = Files.writeString(directory.resolve("samples.om"), openMetrics);
        Path log = directory.resolve("promtool.log");
        Process backfill = start(
                log,
                List.of(
                        "promtool",
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        samples.toString(),
                        directory.resolve("tsdb").toString()));
        if (backfill.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
        return new RealPrometheus(directory, "global: {}\n");
    }

    /** One with this configuration, which may scrape and send. */
    public RealPrometheus(Path directory, String configuration) throws Exception {
        int port = FreePort.next();
        process = start(
                directory.resolve("prometheus.log"),
                List.of(
                        "prometheus",
                        "--config.file=" + Files.writeString(directory.resolve("prometheus.yml"), configuration),
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--storage.tsdb.retention.time=100y",
                        "--web.enable-remote-write-receiver",
                        "--web.listen-address=127.0.0.1:" + port));
        http = new Http(URI.create("http://127.0.0.1:" + port));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::isReady);
    }

    public static boolean isInstalled() {
        return Stream.of("prometheus", "promtool")
                .allMatch(name -> Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name))));
    }

    private static Process start(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private boolean isReady() {
        try {
            return http.get("/-/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public Http http() {
        return http;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(tooSlow -> process.destroyForcibly())
                .join();
    }
}
