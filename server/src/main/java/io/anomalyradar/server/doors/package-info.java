/**
 * The ways in for telemetry, one package for each kind of sender; {@link io.anomalyradar.server.doors.TelemetryDoors}
 * opens those that the configuration names. A door is one {@link io.anomalyradar.server.ingest.HttpProtocol} and one
 * {@link io.anomalyradar.bus.BatchDecoder}.
 */
@NullMarked
package io.anomalyradar.server.doors;

import org.jspecify.annotations.NullMarked;
