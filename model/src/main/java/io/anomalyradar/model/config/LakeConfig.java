package io.anomalyradar.model.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lake: telemetry and anomalies as Iceberg tables (docs/lake.md).
 *
 * @param directory absolute; servers that share the work see the same directory
 * @param commitInterval how long rows are collected before they are committed together, from 1 s to 1 h
 * @param upkeepInterval time between two runs that compact and expire; zero: none, commands do it
 * @param retention how long rows are kept by their own time, ≥ 1 d; null: for ever
 */
public record LakeConfig(
        Path directory, Duration commitInterval, Duration upkeepInterval, @Nullable Duration retention) {
    private static final Duration LONGEST_COMMIT = Duration.ofHours(1);

    public LakeConfig {
        Checks.atLeast("lake.commit-interval", commitInterval, Duration.ofSeconds(1));
        Checks.atLeast("lake.upkeep-interval", upkeepInterval, Duration.ZERO);
        if (commitInterval.compareTo(LONGEST_COMMIT) > 0) {
            throw new IllegalArgumentException("lake.commit-interval must be an hour at most: files that are older and"
                    + " belong to no version are removed as leftovers");
        }
        if (retention != null) {
            Checks.atLeast("lake.retention", retention, Duration.ofDays(1));
        }
    }
}
