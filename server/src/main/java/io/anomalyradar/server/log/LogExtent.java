package io.anomalyradar.server.log;

import io.anomalyradar.history.LogPartition;

/**
 * How far a partition reaches, and how far a consumer group has read it.
 *
 * @param reached the group's committed offset; where the log begins when the group has committed none, or an older one
 * @param end the offset of the next record that is appended
 */
public record LogExtent(LogPartition partition, long reached, long end) {}
