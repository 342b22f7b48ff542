package io.anomalyradar.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Where and when the measurement ran: figures mean nothing without it. */
public record Machine(
        String date,
        String commit,
        int cores,
        String processor,
        long memoryMegabytes,
        String system,
        String jdk,
        String effort) {

    /** This machine, now, with the commit checked out in {@code root}. */
    public static Machine here(Clock clock, Path root, String effort) throws IOException, InterruptedException {
        return new Machine(
                clock.instant().truncatedTo(ChronoUnit.MINUTES).toString(),
                commit(root),
                Runtime.getRuntime().availableProcessors(),
                firstValue("/proc/cpuinfo", "model name"),
                Long.parseLong(firstValue("/proc/meminfo", "MemTotal").split(" ", -1)[0]) >> 10,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                effort);
    }

    private static String commit(Path root) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? commit : "unknown";
    }

    /** The text after the first "key : " in a file of the kernel. */
    private static String firstValue(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0 unknown");
    }
}
