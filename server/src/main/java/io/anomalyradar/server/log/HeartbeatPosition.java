package io.anomalyradar.server.log;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * Where a heartbeat and its score stand in the log.
 *
 * @param device the heartbeat's device, which decides the subtask of detection that scores it
 * @param source the heartbeat, in radar.telemetry
 * @param scores the partition of radar.scores that holds the score
 * @param end how far {@code scores} is read with the score
 */
public record HeartbeatPosition(String device, SourcePosition source, LogPartition scores, LogOffset end) {}
