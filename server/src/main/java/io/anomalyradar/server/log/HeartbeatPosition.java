package io.anomalyradar.server.log;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * The positions of a heartbeat and its score in the log.
 *
 * @param device the heartbeat's device, which decides the subtask of detection that scores it
 * @param source the heartbeat, in radar.telemetry
 * @param scores the partition of radar.scores that holds the score
 * @param end the offset in {@code scores} after the record that holds the score
 */
public record HeartbeatPosition(String device, SourcePosition source, LogPartition scores, LogOffset end) {}
