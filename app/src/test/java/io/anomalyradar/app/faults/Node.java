package io.anomalyradar.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A part of the cluster: a process that is started again on the same ports and files after it has ended. */
final class Node {
    private static final long STOP_SECONDS = 60;

    private final String name;
    private final Launch launch;
    private @Nullable Process process;

    Node(String name, Launch launch) {
        this.name = name;
        this.launch = launch;
    }

    /** Starts the process. */
    @FunctionalInterface
    interface Launch {
        Process start() throws IOException;
    }

    String name() {
        return name;
    }

    /** Its name without its number. */
    String part() {
        return name.replaceAll(" \\d", "");
    }

    /** Starts it unless it runs. */
    void start() {
        if (!isAlive()) {
            try {
                process = launch.start();
            } catch (IOException failed) {
                throw new AssertionError(name + " could not be started", failed);
            }
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM; SIGKILL when it does not end. */
    void stop() {
        running().destroy();
        awaitEnd();
    }

    /** SIGSTOP. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    /** Memory in use, as the system counts it; 0: it does not run. */
    long residentKilobytes() {
        if (!isAlive()) {
            return 0;
        }
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(running().pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(running().pid()))
                    .start()
                    .waitFor();
        } catch (IOException absent) {
            throw new AssertionError("kill -" + signal, absent);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    private void awaitEnd() {
        try {
            if (!running().waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                running().destroyForcibly().waitFor();
            }
        } catch (InterruptedException ended) {
            running().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
