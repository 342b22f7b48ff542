/**
 * Telemetry over HTTP: receives bodies within a shared byte budget, hands them to a {@link io.anomalyradar.bus.Door}
 * and answers. Nothing is answered before the broker has acknowledged. A new format is one {@link
 * io.anomalyradar.bus.BatchDecoder} and one line in {@link io.anomalyradar.server.ingest.TelemetryDoors}.
 */
@NullMarked
package io.anomalyradar.server.ingest;

import org.jspecify.annotations.NullMarked;
