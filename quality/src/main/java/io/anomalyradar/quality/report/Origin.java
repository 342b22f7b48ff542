package io.anomalyradar.quality.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The circumstances of the measurement.
 *
 * @param configuration {@link io.anomalyradar.detector.DetectorConfig#version()}: the configuration's hash on every
 *     score
 */
public record Origin(LocalDate date, String commit, int configuration) {

    /** Today's date, the commit checked out in {@code root}, and this configuration. */
    public static Origin of(Clock clock, Path root, int configuration) throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean known = git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0;
        return new Origin(LocalDate.now(clock), known ? commit : "unknown", configuration);
    }

    /** The head of the report. */
    public List<String> lines() {
        return List.of(
                "# How accurate it is",
                "",
                "Written by `make quality DATA=dir`; do not edit. Where nothing else is said, a part uses the default configuration.",
                "The score of each row depends only on earlier rows. `quality/README.md` describes the layout and the sources of the",
                "data. The text above each table explains its figures. Only the first table may be quoted.",
                "",
                "Measured " + date + ", commit " + commit + ", configuration "
                        + String.format(Locale.ROOT, "%08x", configuration) + ", JDK "
                        + Runtime.version().feature() + ".",
                "");
    }
}
