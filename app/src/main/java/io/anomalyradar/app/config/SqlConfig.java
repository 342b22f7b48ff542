package io.anomalyradar.app.config;

import java.time.Duration;

/**
 * SQL jobs of users (docs/sql-jobs.md).
 *
 * @param maxJobs how many may exist, 0 (none) to 100; each is a process
 * @param memoryMegabytes heap of each process, 96 to 65,536
 * @param stateRetention how long a group, a key of a join and the like are remembered after their last row
 */
public record SqlConfig(int maxJobs, int memoryMegabytes, Duration stateRetention) {}
