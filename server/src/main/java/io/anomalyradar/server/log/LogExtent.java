package io.anomalyradar.server.log;

import io.anomalyradar.history.LogPartition;

/**
 * The end of a partition, and the position that a consumer group has reached in it.
 *
 * @param reached the group's committed offset; the start of the log when the group has committed none, or an older one
 * @param end the offset of the next record that is appended
 */
public record LogExtent(LogPartition partition, long reached, long end) {}
