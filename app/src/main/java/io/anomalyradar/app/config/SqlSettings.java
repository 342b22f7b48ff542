package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.integer;

import io.anomalyradar.model.settings.ConfigKey;
import java.time.Duration;
import java.util.List;

/** The keys of SQL jobs. */
final class SqlSettings {
    private static final ConfigKey<Integer> MAX_JOBS = ConfigKey.of(
            "sql.max-jobs",
            integer(0, 100),
            "4",
            "Jobs in Flink SQL that may exist (docs/sql-jobs.md); each is a process of its own. 0: neither jobs nor"
                    + " questions.");
    private static final ConfigKey<Integer> MEMORY = ConfigKey.of(
            "sql.memory-megabytes",
            integer(96, 65_536),
            "192",
            "Heap of the process of a SQL job or question. Groups and joins of a job are on the disk.");
    private static final ConfigKey<Duration> STATE_RETENTION = ConfigKey.of(
            "sql.state-retention",
            duration(Duration.ofMinutes(1)),
            "30d",
            "How long a SQL job remembers a group or a key of a join after its last row; a row that comes later begins"
                    + " a new one.");

    static final List<ConfigKey<?>> KEYS = List.of(MAX_JOBS, MEMORY, STATE_RETENTION);

    private SqlSettings() {}

    static SqlConfig read(EffectiveConfig config) {
        return new SqlConfig(config.value(MAX_JOBS), config.value(MEMORY), config.value(STATE_RETENTION));
    }
}
