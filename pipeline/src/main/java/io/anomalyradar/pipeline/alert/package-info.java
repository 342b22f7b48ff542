/**
 * From anomalies and the commands of people to alerts: keys, state and timers; the decisions are in {@code alerting}.
 */
@NullMarked
package io.anomalyradar.pipeline.alert;

import org.jspecify.annotations.NullMarked;
