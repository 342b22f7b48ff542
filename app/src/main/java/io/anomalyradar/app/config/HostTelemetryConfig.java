package io.anomalyradar.app.config;

import java.time.Duration;

/**
 * The telemetry of the machine we run on.
 *
 * @param enabled whether it is sent
 * @param interval between two frames, ≥ 100 ms
 */
public record HostTelemetryConfig(boolean enabled, Duration interval) {}
