package io.anomalyradar.app.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.detector.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A separate Flink session cluster: a job manager and a task manager as processes, with Flink's classes only, and none
 * of this product, of Kafka or of the connector, as in Flink's own distribution. Closing stops it.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String SETTINGS =
            """
            jobmanager.rpc.address: 127.0.0.1
            jobmanager.rpc.port: %d
            rest.address: 127.0.0.1
            rest.bind-address: 127.0.0.1
            rest.port: %d
            taskmanager.host: 127.0.0.1
            taskmanager.numberOfTaskSlots: 2
            taskmanager.cpu.cores: 2
            taskmanager.memory.task.heap.size: 256m
            taskmanager.memory.task.off-heap.size: 0m
            taskmanager.memory.framework.heap.size: 64m
            taskmanager.memory.framework.off-heap.size: 64m
            taskmanager.memory.network.min: 64m
            taskmanager.memory.network.max: 64m
            taskmanager.memory.managed.size: 32m
            taskmanager.memory.jvm-metaspace.size: 128m
            taskmanager.memory.jvm-overhead.min: 64m
            taskmanager.memory.jvm-overhead.max: 64m
            taskmanager.memory.process.size: 672m
            io.tmp.dirs: %s
            """;
    private static final String LOGGING =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %level %logger %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;
    /** What Flink's distribution holds; all else the job's jar must bring itself. */
    private static final String FLINKS =
            "(flink-(?!connector-(kafka|base)-)|commons-|lz4-|snappy-|slf4j-|logback-|kryo|minlog|objenesis|javassist|jsr305|snakeyaml-engine).*";

    private final Path directory;
    private final URI rest;
    private final List<Process> processes = new ArrayList<>();

    private FlinkCluster(Path directory, int restPort) {
        this.directory = directory;
        this.rest = URI.create("http://127.0.0.1:" + restPort);
    }

    /** Starts one and waits until it offers slots; its files go below {@code directory}. */
    public static FlinkCluster start(Path directory) throws IOException {
        int restPort = FreePort.next();
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Files.writeString(directory.resolve("config.yaml"), SETTINGS.formatted(FreePort.next(), restPort, temporary));
        Files.writeString(directory.resolve("logback.xml"), LOGGING);
        FlinkCluster cluster = new FlinkCluster(directory, restPort);
        try {
            cluster.startProcesses();
            return cluster;
        } catch (IOException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    /** Of its REST API. */
    public URI address() {
        return rest;
    }

    private void startProcesses() throws IOException {
        processes.add(java(
                "jobmanager",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                "."));
        processes.add(
                java("taskmanager", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", "."));
        await().atMost(START_TIMEOUT)
                .ignoreExceptions()
                .until(() -> ask("/overview").path("slots-available").asInt() > 0);
    }

    /** {@code flink run --detached jar arguments}; answers its exit code. */
    public int run(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("run", "--detached", jar.toString()));
        all.addAll(List.of(arguments));
        Process client = java("run", "org.apache.flink.client.cli.CliFrontend", all.toArray(String[]::new));
        processes.add(client);
        return client.waitFor();
    }

    /** The state of the one job. */
    public String jobState() throws IOException, InterruptedException {
        return ask("/jobs/overview").path("jobs").path(0).path("state").asText();
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rest.resolve(path)).build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private Process java(String name, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                directory + File.pathSeparator + classes(),
                mainClass));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        process.environment().put("FLINK_CONF_DIR", directory.toString());
        return process.start();
    }

    /** The class path of Flink's own distribution. */
    public static String classes() throws IOException {
        String web = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("flink-runtime-web-"))
                .collect(Collectors.joining(File.pathSeparator));
        return web + File.pathSeparator + libraries(FLINKS);
    }

    /** The class path of those delivered libraries whose names match. */
    public static String libraries(String names) throws IOException {
        try (Stream<Path> jars = Files.list(RadarProcess.root().resolve("app/target/radar/lib"))) {
            return jars.map(Path::toAbsolutePath)
                    .filter(jar -> jar.getFileName().toString().matches(names))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stop) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
