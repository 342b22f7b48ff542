/**
 * Telemetry over HTTP: receives bodies within a shared byte budget, passes them to a {@link io.anomalyradar.bus.Door}
 * and answers, always after the broker has acknowledged. Each door of {@code server.doors} is an
 * {@link io.anomalyradar.server.ingest.HttpProtocol} that a {@link io.anomalyradar.server.ingest.TelemetryService} serves.
 */
@NullMarked
package io.anomalyradar.server.ingest;

import org.jspecify.annotations.NullMarked;
