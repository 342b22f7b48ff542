/** The one Flink job: radar.telemetry in; scores, anomalies, aggregates and dead letters out. The mathematics is in the detector. */
@NullMarked
package io.anomalyradar.pipeline;

import org.jspecify.annotations.NullMarked;
