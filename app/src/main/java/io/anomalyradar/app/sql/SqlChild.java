package io.anomalyradar.app.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A started process of SQL. */
final class SqlChild implements AutoCloseable {
    static final long STOP_SECONDS = 30;

    private final Process process;
    private final OutputStream input;
    private final BufferedReader output;

    private SqlChild(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts one.
     *
     * @param classPath of this program and of Flink SQL
     * @param megabytes of its heap
     * @throws IOException if it cannot be started
     */
    static SqlChild start(SqlTask task, String classPath, int megabytes) throws IOException {
        Path temporary = Files.createDirectories(task.directory().resolve("tmp"));
        Path errors = task.directory().resolve("errors.txt"); // what the virtual machine itself says, such as a crash
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.io.tmpdir=" + temporary,
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                classPath,
                SqlProcess.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(task.directory().toFile())
                .redirectError(errors.toFile())
                .start();
        SqlChild child = new SqlChild(process);
        child.input.write((task.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
        child.input.flush();
        return child;
    }

    /** The next line that it says, an object or a list; null: it has ended. The virtual machine's own lines are skipped. */
    @Nullable
    String line() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("{") && !line.startsWith("[")) {
            line = output.readLine();
        }
        return line;
    }

    /** How it ended, once {@link #line} is null. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to stop; it saves its state and ends. */
    void stop() {
        try {
            input.close();
        } catch (IOException gone) {
            return; // it has ended
        }
    }

    /** Stops it, by force if it does not end within {@value #STOP_SECONDS} seconds. */
    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException hurry) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }
}
