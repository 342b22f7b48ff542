package io.anomalyradar.app.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code ./radar up} on free loopback ports and a separate data directory. It may be killed and started again on
 * the same ports; closing stops it.
 */
public final class RadarProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path directory;
    private final int serverPort = FreePort.next();
    private final int brokerPort = FreePort.next();
    private final int controllerPort = FreePort.next();
    private final int filesPort = FreePort.next();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> launcher = new ArrayList<>();
    private @Nullable Process process;

    private RadarProcess(Path directory) {
        this.directory = directory;
    }

    /** A process, not started yet, whose data and output go below {@code directory}. */
    public static RadarProcess in(Path directory) {
        return new RadarProcess(directory);
    }

    /** Sets a configuration key for the starts that follow. */
    public RadarProcess with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Runs every command by another one, which gets it as its last arguments. */
    public RadarProcess launchedBy(List<String> command) {
        launcher.addAll(command);
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + serverPort);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    /** Every port on which the process is set to listen. */
    public Set<Integer> declaredPorts() {
        return Set.of(serverPort, brokerPort, controllerPort, filesPort);
    }

    public Path dataDir() {
        return directory.resolve("data");
    }

    /** The running process. */
    public Process process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** Starts {@code radar up} with {@code options}; does not wait. */
    public void start(String... options) {
        List<String> arguments = new ArrayList<>(List.of("up"));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        arguments.addAll(List.of(options));
        Path log = directory.resolve("up.log");
        process = launch(arguments, log, Redirect.appendTo(log.toFile()));
    }

    /** Runs another command against this instance and answers its exit code and output. */
    public Finished run(String... arguments) {
        try {
            Path output = Files.createTempFile(directory, "command", ".log");
            Path errors = Files.createTempFile(directory, "command", ".err");
            Process command = launch(List.of(arguments), output, Redirect.to(errors.toFile()));
            if (!command.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                command.destroyForcibly();
                throw new AssertionError(String.join(" ", arguments) + " did not end: " + Files.readString(output));
            }
            return new Finished(command.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (IOException unreadable) {
            throw new AssertionError("output of " + String.join(" ", arguments), unreadable);
        } catch (InterruptedException ended) {
            throw interrupted(ended);
        }
    }

    /** The exit code of a command, and its output on each stream. */
    public record Finished(int exitCode, String output, String errors) {}

    /** Runs another command with {@code --json}, which must succeed, and returns its output. */
    public JsonNode json(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--json");
        Finished finished = run(words.toArray(String[]::new));
        if (finished.exitCode() != 0) {
            throw new AssertionError(words + " ended with " + finished.exitCode() + ": " + finished.errors());
        }
        try {
            return new ObjectMapper().readTree(finished.output());
        } catch (IOException notJson) {
            throw new AssertionError(words + " printed: " + finished.output(), notJson);
        }
    }

    private Process launch(List<String> arguments, Path output, Redirect errors) {
        List<String> command = new ArrayList<>(launcher);
        command.add(root().resolve("radar").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors)
                .redirectOutput(Redirect.appendTo(output.toFile()));
        builder.environment().put("RADAR_DATA_DIR", dataDir().toString());
        builder.environment().put("RADAR_SERVER_PORT", Integer.toString(serverPort));
        builder.environment().put("RADAR_EMBEDDED_KAFKA_PORT", Integer.toString(brokerPort));
        builder.environment().put("RADAR_EMBEDDED_KAFKA_CONTROLLER_PORT", Integer.toString(controllerPort));
        builder.environment().put("RADAR_EMBEDDED_FLINK_FILES_PORT", Integer.toString(filesPort));
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new AssertionError("radar could not be started", failed);
        }
    }

    /** Waits until a reading posted now would be acknowledged, scored and stored. */
    public void awaitReady() {
        await("ready: " + directory).atMost(START_TIMEOUT).until(() -> {
            if (!process().isAlive()) {
                throw new AssertionError("radar ended with " + process().exitValue() + ": "
                        + Files.readString(directory.resolve("up.log")));
            }
            return isReady();
        });
    }

    /** Whether {@code /ready} answers 200. */
    public boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(address().resolve("/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException ended) {
            throw interrupted(ended);
        }
    }

    /** {@code kill -9}; waits until the process is gone. */
    public void kill() {
        end(process().destroyForcibly());
    }

    /** SIGTERM; waits until the process has ended by itself and answers its exit code. */
    public int stop() {
        process().destroy();
        return end(process());
    }

    private static int end(Process ending) {
        try {
            if (!ending.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new AssertionError("radar did not stop in " + STOP_TIMEOUT);
            }
            return ending.exitValue();
        } catch (InterruptedException ended) {
            throw interrupted(ended);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException ended) {
                throw interrupted(ended);
            }
        }
    }

    /** The folder of the root script, from whichever module's folder the tests run in. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("radar.example.yaml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not inside the project");
            }
        }
        return folder;
    }

    private static AssertionError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", cause);
    }
}
