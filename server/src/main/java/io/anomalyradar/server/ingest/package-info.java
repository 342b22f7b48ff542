/**
 * Telemetry over HTTP: receives bodies within a shared byte budget, passes them to a {@link io.anomalyradar.bus.Door}
 * and answers, always after the broker has acknowledged. A new format is one {@link io.anomalyradar.bus.BatchDecoder}
 * and one line in {@link io.anomalyradar.server.ingest.TelemetryDoors}.
 */
@NullMarked
package io.anomalyradar.server.ingest;

import org.jspecify.annotations.NullMarked;
