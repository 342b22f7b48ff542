/** Replays capsules of alerts: the detector, the anomaly and the rule decide again, and must decide the same. */
@NullMarked
package io.anomalyradar.alerting.capsule;

import org.jspecify.annotations.NullMarked;
