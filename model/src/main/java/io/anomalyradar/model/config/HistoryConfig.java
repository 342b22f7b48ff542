package io.anomalyradar.model.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The history store.
 *
 * @param retention how long what arrived is kept
 * @param commitInterval how long scores are collected before they are committed together, ≥ 10 ms
 * @param maxBatchSamples samples that are committed together at the most, ≥ 1
 * @param memoryLimitMegabytes what the embedded store may use, ≥ 64
 * @param clickHouse the server that keeps the history; null: the embedded store does
 * @param lake where telemetry and anomalies are kept beyond the store; null: nowhere
 */
public record HistoryConfig(
        Retention retention,
        Duration commitInterval,
        int maxBatchSamples,
        int memoryLimitMegabytes,
        @Nullable ClickHouseConfig clickHouse,
        @Nullable LakeConfig lake) {
    public static final HistoryConfig DEFAULT =
            new HistoryConfig(Retention.DEFAULT, Duration.ofMillis(250), 250_000, 256, null);

    /** A history without a lake. */
    public HistoryConfig(
            Retention retention,
            Duration commitInterval,
            int maxBatchSamples,
            int memoryLimitMegabytes,
            @Nullable ClickHouseConfig clickHouse) {
        this(retention, commitInterval, maxBatchSamples, memoryLimitMegabytes, clickHouse, null);
    }

    /** Where the history is kept. */
    public enum Store {
        DUCKDB,
        CLICKHOUSE
    }

    public HistoryConfig {
        Checks.atLeast("history.commit-interval", commitInterval, Duration.ofMillis(10));
        Checks.atLeast("history.max-batch-samples", maxBatchSamples, 1);
        Checks.atLeast("history.memory-limit-megabytes", memoryLimitMegabytes, 64);
    }

    /**
     * How long rows are kept after their arrival. Windows outlive the samples they were made of.
     *
     * @param samples each sample with its score, ≥ 1 m
     * @param minutes windows of a minute, ≥ samples
     * @param hours windows of an hour, ≥ minutes
     * @param days windows of a day, ≥ hours
     * @param anomalies ≥ 1 m
     * @param events ≥ 1 m
     */
    public record Retention(
            Duration samples, Duration minutes, Duration hours, Duration days, Duration anomalies, Duration events) {
        public static final Retention DEFAULT = new Retention(
                Duration.ofDays(30),
                Duration.ofDays(90),
                Duration.ofDays(730),
                Duration.ofDays(3650),
                Duration.ofDays(365),
                Duration.ofDays(90));

        public Retention {
            Checks.atLeast("history.retention.samples", samples, Duration.ofMinutes(1));
            Checks.atLeast("history.retention.minutes", minutes, samples);
            Checks.atLeast("history.retention.hours", hours, minutes);
            Checks.atLeast("history.retention.days", days, hours);
            Checks.atLeast("history.retention.anomalies", anomalies, Duration.ofMinutes(1));
            Checks.atLeast("history.retention.events", events, Duration.ofMinutes(1));
        }
    }
}
