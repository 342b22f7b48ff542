package io.anomalyradar.model.config;

import java.time.Duration;
import java.util.List;

/**
 * StatsD, by UDP and TCP on one port.
 *
 * @param port 0: closed
 * @param flushInterval over which values are summed up, ≥ 100 ms
 * @param maxSeries counters, gauges, timers and sets that are kept, ≥ 1
 * @param tags how tags are read
 */
public record StatsdConfig(int port, Duration flushInterval, int maxSeries, LabelMapping tags) {
    public static final LabelMapping TAGS =
            new LabelMapping(List.of("device", "host", "pod_name"), List.of("site", "tenant"), List.of(), List.of());
    public static final StatsdConfig CLOSED = new StatsdConfig(0, Duration.ofSeconds(10), 10_000, TAGS);

    public StatsdConfig {
        Checks.inRange("doors.statsd.port", port, 0, 65_535);
        Checks.atLeast("doors.statsd.flush-interval", flushInterval, Duration.ofMillis(100));
        Checks.atLeast("doors.statsd.max-series", maxSeries, 1);
    }
}
