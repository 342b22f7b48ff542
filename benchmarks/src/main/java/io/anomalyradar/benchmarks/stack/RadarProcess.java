package io.anomalyradar.benchmarks.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The whole product as a user runs it: {@code ./radar up} in a process of its own, on free loopback ports, with a data
 * directory that is deleted afterwards. Closing stops it as an operator would, and kills it if that fails.
 */
public final class RadarProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 10;

    private final ScratchDirectory directory;
    private final Process process;
    private final String bootstrapServers;
    private final URI page;
    private final Duration timeToReady;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private RadarProcess(ScratchDirectory directory, ProcessBuilder command, int kafkaPort, int serverPort)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.bootstrapServers = "127.0.0.1:" + kafkaPort;
        this.page = URI.create("http://127.0.0.1:" + serverPort);
        long start = System.nanoTime();
        this.process = command.start();
        this.timeToReady = awaitReady(start);
    }

    /**
     * Starts it and returns once it is ready.
     *
     * @param settings environment variables besides those for the ports and the directory
     */
    public static RadarProcess start(Checkout checkout, Map<String, String> settings)
            throws IOException, InterruptedException {
        ScratchDirectory directory = ScratchDirectory.create();
        Path output = directory.path().resolve("output.txt");
        int[] ports = Ports.free(2);
        ProcessBuilder command = new ProcessBuilder(checkout.script().toString(), "up")
                .directory(directory.path().toFile()) // no radar.yaml of the user
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment()
                .put("RADAR_DATA_DIR", directory.path().resolve("data").toString());
        command.environment().put("RADAR_EMBEDDED_KAFKA_PORT", Integer.toString(ports[0]));
        command.environment().put("RADAR_SERVER_PORT", Integer.toString(ports[1]));
        command.environment().putAll(settings);
        return new RadarProcess(directory, command, ports[0], ports[1]);
    }

    private Duration awaitReady(long start) throws IOException, InterruptedException {
        while (status() != 200) {
            if (!process.isAlive() || System.nanoTime() - start > LONGEST_START.toNanos()) {
                String said = Files.readString(directory.path().resolve("output.txt"));
                close();
                throw new IllegalStateException("radar up did not get ready:\n" + said);
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private int status() throws InterruptedException {
        try {
            HttpRequest question = HttpRequest.newBuilder(page.resolve("/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(question, BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyYet) {
            return 0;
        }
    }

    /** From the start of the script to the first 200 of {@code /ready}. */
    public Duration timeToReady() {
        return timeToReady;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Root address of the page and the API. */
    public URI page() {
        return page;
    }

    /** Address of the WebSocket. */
    public URI live() {
        return URI.create("ws://" + page.getAuthority() + "/ws/live");
    }

    /** The metrics now. */
    public Metrics metrics() throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(page.resolve("/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return new Metrics(http.send(question, BodyHandlers.ofString()).body());
    }

    /** Resident memory now, in megabytes of 10⁶ bytes. */
    public double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow();
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        directory.close();
    }
}
