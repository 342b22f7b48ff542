package io.anomalyradar.model.config;

import java.time.Duration;

/**
 * The history store.
 *
 * @param retention samples, anomalies and aggregates that arrived longer ago are deleted, ≥ 1 m
 * @param commitInterval how long scores are collected before they are committed together, ≥ 10 ms
 * @param maxBatchSamples samples that are committed together at the most, ≥ 1
 * @param memoryLimitMegabytes what the store may use, ≥ 64
 */
public record HistoryConfig(
        Duration retention, Duration commitInterval, int maxBatchSamples, int memoryLimitMegabytes) {
    public static final HistoryConfig DEFAULT =
            new HistoryConfig(Duration.ofDays(30), Duration.ofMillis(250), 250_000, 256);

    public HistoryConfig {
        Checks.atLeast("history.retention", retention, Duration.ofMinutes(1));
        Checks.atLeast("history.commit-interval", commitInterval, Duration.ofMillis(10));
        Checks.atLeast("history.max-batch-samples", maxBatchSamples, 1);
        Checks.atLeast("history.memory-limit-megabytes", memoryLimitMegabytes, 64);
    }
}
