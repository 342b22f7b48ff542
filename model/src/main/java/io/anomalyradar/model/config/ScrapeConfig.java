package io.anomalyradar.model.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Targets that expose metrics in Prometheus' formats, which the server reads itself.
 *
 * @param targets addresses such as {@code host:9100}, or URLs
 * @param files with further targets, in the form of Prometheus' file discovery
 * @param interval between two scrapes of a target, ≥ 100 ms
 * @param timeout of a scrape, ≥ 1 ms
 * @param maxBodyBytes of an answer, ≥ 1 KiB
 */
public record ScrapeConfig(
        List<String> targets, List<Path> files, Duration interval, Duration timeout, int maxBodyBytes) {
    public static final ScrapeConfig NONE =
            new ScrapeConfig(List.of(), List.of(), Duration.ofSeconds(15), Duration.ofSeconds(10), 8 << 20);

    public ScrapeConfig {
        targets = List.copyOf(targets);
        files = List.copyOf(files);
        Checks.atLeast("doors.scrape.interval", interval, Duration.ofMillis(100));
        Checks.atLeast("doors.scrape.timeout", timeout, Duration.ofMillis(1));
        Checks.atLeast("doors.scrape.max-body-bytes", maxBodyBytes, 1_024);
    }

    public boolean isOn() {
        return !targets.isEmpty() || !files.isEmpty();
    }
}
