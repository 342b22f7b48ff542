package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.integer;

import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys of the history store. */
final class HistorySettings {
    private static final ConfigKey<Duration> RETENTION = ConfigKey.of(
            "history.retention",
            duration(Duration.ofMinutes(1)),
            "30d",
            "Samples, anomalies and aggregates that arrived longer ago are deleted.");
    private static final ConfigKey<Duration> COMMIT_INTERVAL = ConfigKey.of(
            "history.commit-interval",
            duration(Duration.ofMillis(10)),
            "250ms",
            "How long scores are collected before they are committed to the store together.");
    private static final ConfigKey<Integer> MAX_BATCH_SAMPLES = ConfigKey.of(
            "history.max-batch-samples",
            integer(1, Integer.MAX_VALUE),
            "250000",
            "Largest number of samples in one commit.");
    private static final ConfigKey<Integer> MEMORY_LIMIT_MEGABYTES = ConfigKey.of(
            "history.memory-limit-megabytes", integer(64, 1 << 20), "256", "Memory that the store may use, in MB.");

    static final List<ConfigKey<?>> KEYS =
            List.of(RETENTION, COMMIT_INTERVAL, MAX_BATCH_SAMPLES, MEMORY_LIMIT_MEGABYTES);

    private HistorySettings() {}

    static HistoryConfig read(EffectiveConfig config) {
        return new HistoryConfig(
                config.value(RETENTION),
                config.value(COMMIT_INTERVAL),
                config.value(MAX_BATCH_SAMPLES),
                config.value(MEMORY_LIMIT_MEGABYTES));
    }
}
