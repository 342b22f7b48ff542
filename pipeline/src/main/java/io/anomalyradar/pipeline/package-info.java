/**
 * The Flink job: it reads radar.telemetry and writes scores, anomalies, aggregates and dead letters. The mathematics is
 * in the detector.
 */
@NullMarked
package io.anomalyradar.pipeline;

import org.jspecify.annotations.NullMarked;
