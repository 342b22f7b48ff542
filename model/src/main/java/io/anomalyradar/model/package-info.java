/** What flows through Anomaly Radar: telemetry, scores, anomalies, aggregates and dead letters. */
@NullMarked
package io.anomalyradar.model;

import org.jspecify.annotations.NullMarked;
