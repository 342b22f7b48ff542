package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.ClickHouseConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real ClickHouse engine in a process of its own. */
final class ChdbServer implements AutoCloseable {
    static final String PASSWORD = "pass'word\\";

    private final Process process;
    private final int port;

    /** Starts the engine on the data in {@code directory}; port 0: any. */
    ChdbServer(Path directory, int wantedPort, String... further) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-Dsun.net.httpserver.nodelay=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChdbFront.class.getName(),
                    library().toString(),
                    directory.toString(),
                    String.valueOf(wantedPort),
                    PASSWORD));
            command.addAll(List.of(further));
            process = new ProcessBuilder(command)
                    .redirectError(directory
                            .resolveSibling(directory.getFileName() + ".log")
                            .toFile())
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String ready = output.readLine();
            if (ready == null || !ready.startsWith("READY ")) {
                throw new IOException("the engine did not start: " + ready
                        + Files.readString(directory.resolveSibling(directory.getFileName() + ".log")));
            }
            port = Integer.parseInt(ready.substring("READY ".length()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where make test installs it. */
    static Path library() {
        String folder = System.getenv()
                .getOrDefault("CHDB_DIRECTORY", System.getProperty("user.home") + "/.cache/anomaly-radar/chdb");
        return Path.of(folder, "node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so");
    }

    static boolean isInstalled() {
        return Files.isReadable(library());
    }

    int port() {
        return port;
    }

    ClickHouseConfig config(String database) {
        return new ClickHouseConfig("http://127.0.0.1:" + port, "default", PASSWORD, database);
    }

    HistoryStore open(String database) {
        return ClickHouseHistory.open(config(database));
    }

    /** As SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
