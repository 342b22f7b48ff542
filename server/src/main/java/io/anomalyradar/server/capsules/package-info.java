/**
 * Capsules of alerts: what an anomaly began with, from radar.capsules, and the samples of its series, from the history,
 * in one document that can be replayed.
 */
@NullMarked
package io.anomalyradar.server.capsules;

import org.jspecify.annotations.NullMarked;
