package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.path;

import io.anomalyradar.model.config.LakeConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the lake. */
final class LakeSettings {
    private static final ConfigKey<String> DIRECTORY = ConfigKey.of(
            "lake.directory",
            path("a directory"),
            "",
            "Telemetry and anomalies as Iceberg tables, for other engines and for years (docs/lake.md). Not below"
                    + " data.dir of an installation that may be deleted. Unset: none.");
    private static final ConfigKey<Duration> COMMIT_INTERVAL = ConfigKey.of(
            "lake.commit-interval",
            duration(Duration.ofSeconds(1)),
            "5m",
            "How long rows are collected before they are committed to the lake together: longer makes larger files.");
    private static final ConfigKey<Duration> UPKEEP_INTERVAL = ConfigKey.of(
            "lake.upkeep-interval",
            duration(Duration.ZERO),
            "6h",
            "Time between two runs that merge small files and remove old versions. 0s: 'radar lake compact' and 'radar"
                    + " lake expire' do it.");
    private static final ConfigKey<Duration> RETENTION = ConfigKey.of(
            "lake.retention",
            duration(Duration.ZERO),
            "0s",
            "Days that are older than this leave the lake. 0s: none does.");

    static final List<ConfigKey<?>> KEYS = List.of(DIRECTORY, COMMIT_INTERVAL, UPKEEP_INTERVAL, RETENTION);

    private LakeSettings() {}

    static @Nullable LakeConfig read(EffectiveConfig config) {
        String directory = config.optional(DIRECTORY);
        if (directory == null) {
            return null;
        }
        Duration retention = config.value(RETENTION);
        return new LakeConfig(
                Path.of(directory).toAbsolutePath().normalize(),
                config.value(COMMIT_INTERVAL),
                config.value(UPKEEP_INTERVAL),
                retention.isZero() ? null : retention);
    }
}
