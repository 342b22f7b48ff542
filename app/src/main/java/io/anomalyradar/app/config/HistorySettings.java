package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.integer;

import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys of the history store. */
final class HistorySettings {
    private static final ConfigKey<Duration> SAMPLES = retention("samples", "30d", "Samples with their scores");
    private static final ConfigKey<Duration> MINUTES =
            retention("minutes", "90d", "Windows of one minute (at least as long as samples)");
    private static final ConfigKey<Duration> HOURS =
            retention("hours", "730d", "Windows of one hour (at least as long as minutes)");
    private static final ConfigKey<Duration> DAYS =
            retention("days", "3650d", "Windows of one day (at least as long as hours)");
    private static final ConfigKey<Duration> ANOMALIES = retention("anomalies", "365d", "Anomalies");
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

    static final List<ConfigKey<?>> KEYS = List.of(
            SAMPLES, MINUTES, HOURS, DAYS, ANOMALIES, COMMIT_INTERVAL, MAX_BATCH_SAMPLES, MEMORY_LIMIT_MEGABYTES);

    private HistorySettings() {}

    private static ConfigKey<Duration> retention(String tier, String byDefault, String what) {
        return ConfigKey.of(
                "history.retention." + tier,
                duration(Duration.ofMinutes(1)),
                byDefault,
                what + " are kept this long after they arrived.");
    }

    static HistoryConfig read(EffectiveConfig config) {
        return new HistoryConfig(
                new HistoryConfig.Retention(
                        config.value(SAMPLES),
                        config.value(MINUTES),
                        config.value(HOURS),
                        config.value(DAYS),
                        config.value(ANOMALIES)),
                config.value(COMMIT_INTERVAL),
                config.value(MAX_BATCH_SAMPLES),
                config.value(MEMORY_LIMIT_MEGABYTES));
    }
}
