package io.anomalyradar.app.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway in a process of its own, which may be killed and started again. */
public final class EdgeProcess implements AutoCloseable {
    private final Path directory;
    private final List<String> command;
    private final int port;
    private @Nullable Process process;

    private EdgeProcess(Path directory, List<String> command) throws IOException {
        this.port = FreePort.next();
        this.directory = directory;
        this.command = new ArrayList<>(command);
    }

    /**
     * A gateway of the classes under test, not started yet.
     *
     * @param yaml its configuration besides name, directory and port
     */
    public static EdgeProcess ofClasses(Path directory, String yaml) throws IOException {
        return written(
                directory,
                yaml,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.anomalyradar.edge.Edge"));
    }

    /** A gateway that the script starts, as people do. */
    public static EdgeProcess ofScript(Path script, Path directory, String yaml) throws IOException {
        return written(directory, yaml, List.of(script.toString(), "edge"));
    }

    private static EdgeProcess written(Path directory, String yaml, List<String> command) throws IOException {
        EdgeProcess gateway = new EdgeProcess(Files.createDirectories(directory), command);
        Files.writeString(
                directory.resolve("edge.yaml"),
                """
                gateway.name: gate-1
                gateway.status-port: %d
                gateway.telemetry-interval: 0s
                buffer.directory: %s
                %s
                """
                        .formatted(gateway.port, directory.resolve("buffer"), yaml));
        return gateway;
    }

    /** This gateway, run by another command that takes its own as further arguments. */
    EdgeProcess launchedBy(List<String> launcher) {
        command.addAll(0, launcher);
        return this;
    }

    public void start() throws IOException {
        process = builder().start();
    }

    private ProcessBuilder builder(String... subcommand) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(subcommand));
        words.addAll(List.of("--config", directory.resolve("edge.yaml").toString()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve("edge.log").toFile()));
    }

    /** Runs a subcommand, and answers its exit code. */
    public int run(String subcommand) throws IOException, InterruptedException {
        return builder(subcommand).start().waitFor();
    }

    /** What /metrics says of {@code metric}; -1 if it does not answer. */
    public double metric(String metric) {
        try (var stream =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(metric + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException away) {
            return -1;
        }
    }

    public void awaitConnected(String source) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> metric("radar_edge_source_connected{source=\"" + source + "\"}") == 1);
    }

    /** Resident memory in KiB, as Linux counts it. */
    public long residentKibibytes() throws IOException {
        return Files.readString(Path.of("/proc/" + running().pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    public String log() throws IOException {
        return Files.readString(directory.resolve("edge.log"));
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
