package io.anomalyradar.edge.testing;

import static org.awaitility.Awaitility.await;

import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real mosquitto on a free loopback port, and its command-line sender. */
public final class Mosquitto implements AutoCloseable {
    private final Path directory;
    private final int port;
    private @Nullable Process process;

    /** A running broker. */
    public Mosquitto(Path directory, String... lines) throws IOException {
        this.directory = directory;
        port = FreePort.next();
        List<String> config = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1", "max_queued_messages 100000", "persistence false", "user root"));
        config.addAll(lines.length == 0 ? List.of("allow_anonymous true") : List.of(lines));
        Files.write(directory.resolve("mosquitto.conf"), config);
        start();
    }

    public void start() throws IOException {
        process = new ProcessBuilder(
                        program("mosquitto"),
                        "-c",
                        directory.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }

    private static String program(String name) {
        Path debian = Path.of("/usr/sbin", name);
        return Files.isExecutable(debian) ? debian.toString() : name;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** Publishes with mosquitto_pub at QoS 1, and returns when the broker has it. */
    public void publish(String topic, String payload, String... options) throws IOException, InterruptedException {
        run(List.of("-t", topic, "-m", payload), List.of(options), null);
    }

    /** Publishes each line of {@code payloads} as a message. */
    public void publishLines(String topic, Path payloads) throws IOException, InterruptedException {
        run(List.of("-t", topic, "-l"), List.of(), payloads);
    }

    /** A mosquitto_pub that publishes each line of its input at QoS 1, and ends with it. */
    public Process publisher(String topic) throws IOException {
        return new ProcessBuilder("mosquitto_pub", "-h", "127.0.0.1", "-p", "" + port, "-q", "1", "-t", topic, "-l")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("publisher.log").toFile())
                .start();
    }

    private void run(List<String> what, List<String> options, @Nullable Path input)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mosquitto_pub", "-h", "127.0.0.1", "-p", "" + port, "-q", "1"));
        command.addAll(what);
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pub.log").toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process sender = builder.start();
        if (!sender.waitFor(60, TimeUnit.SECONDS) || sender.exitValue() != 0) {
            throw new IOException("mosquitto_pub failed: " + Files.readString(directory.resolve("pub.log")));
        }
    }

    /** Kills it: what it had in memory is gone, and connections break. */
    public void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
