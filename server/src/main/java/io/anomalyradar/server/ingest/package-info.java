/**
 * Telemetry in: reads what is posted, and publishes it on radar.telemetry. Nothing is answered before the broker has
 * acknowledged; what is under way is bounded, in bytes before it is read and in frames until it is acknowledged.
 */
@NullMarked
package io.anomalyradar.server.ingest;

import org.jspecify.annotations.NullMarked;
