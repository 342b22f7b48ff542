package io.anomalyradar.server.log;

import io.anomalyradar.model.telemetry.SourcePosition;

/**
 * Where a heartbeat stands in radar.telemetry.
 *
 * @param device the heartbeat's device, which decides the subtask of detection that scores it
 */
public record HeartbeatPosition(String device, SourcePosition source) {}
