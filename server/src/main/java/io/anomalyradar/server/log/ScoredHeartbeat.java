package io.anomalyradar.server.log;

/**
 * A heartbeat that came back from the job.
 *
 * @param configVersion the version of the configuration by which the job scored it; 0: none
 * @param appendTimeMillis when the broker appended the heartbeat
 */
public record ScoredHeartbeat(HeartbeatPosition position, int configVersion, long appendTimeMillis) {}
