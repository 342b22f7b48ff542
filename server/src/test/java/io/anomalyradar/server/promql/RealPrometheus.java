package io.anomalyradar.server.promql;

import io.anomalyradar.server.testing.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Prometheus of the system's package, with samples of ours. */
final class RealPrometheus implements AutoCloseable {
    private final Process process;
    private final Http http;

    RealPrometheus(Path directory, String openMetrics) throws Exception {
        Path samples = Files.writeString(directory.resolve("samples.om"), openMetrics);
        Path data = directory.resolve("tsdb");
        Path log = directory.resolve("prometheus.log");
        Process backfill = start(
                log,
                List.of("promtool", "tsdb", "create-blocks-from", "openmetrics", samples.toString(), data.toString()));
        if (backfill.waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
        Path configuration = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
        int port = freePort();
        process = start(
                log,
                List.of(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:" + port));
        http = new Http(URI.create("http://127.0.0.1:" + port));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isReady);
    }

    static boolean isInstalled() {
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        try {
            return http.get("/-/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    Http http() {
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
