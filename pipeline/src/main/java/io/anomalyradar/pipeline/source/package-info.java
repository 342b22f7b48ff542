/** Telemetry as stored in the log: Kafka records with their position and append time, not yet decoded. */
@NullMarked
package io.anomalyradar.pipeline.source;

import org.jspecify.annotations.NullMarked;
