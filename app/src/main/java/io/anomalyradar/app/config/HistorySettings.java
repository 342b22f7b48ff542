package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.text;
import static io.anomalyradar.model.settings.ValueType.url;

import io.anomalyradar.model.config.ClickHouseConfig;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private static final ConfigKey<Duration> EVENTS = retention("events", "90d", "Events");
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

    private static final ConfigKey<HistoryConfig.Store> STORE = ConfigKey.of(
            "history.store",
            constant(HistoryConfig.Store.class),
            "duckdb",
            "Where the history is kept: in a file of this machine, or in a ClickHouse server for more than one machine"
                    + " stores (docs/clickhouse.md). The history is not moved from one to the other.");
    private static final ConfigKey<URI> URL = ConfigKey.of(
            "history.clickhouse.url", url(), "", "The HTTP interface of ClickHouse, such as http://clickhouse:8123.");
    private static final ConfigKey<String> USER =
            ConfigKey.of("history.clickhouse.user", text("a name"), "default", "Needs all rights on the database.");
    private static final ConfigKey<String> PASSWORD = ConfigKey.secret(
            "history.clickhouse.password",
            text("secret:NAME, or a password"),
            "secret:NAME refers to the environment variable RADAR_SECRET_NAME, or to the file NAME in"
                    + " alerts.secrets-directory.");
    private static final ConfigKey<String> DATABASE =
            ConfigKey.of("history.clickhouse.database", text("a name"), "radar", "Created if it is missing.");

    static final List<ConfigKey<?>> KEYS = List.of(
            SAMPLES,
            MINUTES,
            HOURS,
            DAYS,
            ANOMALIES,
            EVENTS,
            COMMIT_INTERVAL,
            MAX_BATCH_SAMPLES,
            MEMORY_LIMIT_MEGABYTES,
            STORE,
            URL,
            USER,
            PASSWORD,
            DATABASE);

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
                        config.value(ANOMALIES),
                        config.value(EVENTS)),
                config.value(COMMIT_INTERVAL),
                config.value(MAX_BATCH_SAMPLES),
                config.value(MEMORY_LIMIT_MEGABYTES),
                clickHouse(config),
                LakeSettings.read(config));
    }

    private static @Nullable ClickHouseConfig clickHouse(EffectiveConfig config) {
        if (config.value(STORE) == HistoryConfig.Store.DUCKDB) {
            return null;
        }
        URI url = config.optional(URL);
        if (url == null) {
            throw new IllegalArgumentException(
                    "history.clickhouse.url must be set when history.store is clickhouse: give the address of its HTTP"
                            + " interface");
        }
        String password = config.optional(PASSWORD);
        return new ClickHouseConfig(
                url.toString(), config.value(USER), password == null ? "" : password, config.value(DATABASE));
    }
}
