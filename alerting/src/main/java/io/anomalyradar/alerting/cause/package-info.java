/**
 * The probable cause of a symptom. {@link io.anomalyradar.alerting.cause.CauseAnalysis} takes what the devices around a
 * symptom did ({@link io.anomalyradar.alerting.cause.Situation}) and ranks those that can have caused it. Everything is
 * deterministic, and nothing is read from outside.
 */
@NullMarked
package io.anomalyradar.alerting.cause;

import org.jspecify.annotations.NullMarked;
