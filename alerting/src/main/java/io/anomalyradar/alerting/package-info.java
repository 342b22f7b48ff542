/**
 * From anomalies to alerts. {@link io.anomalyradar.alerting.AlertRules} holds the rules of a configuration with their
 * compiled conditions; {@link io.anomalyradar.alerting.DeviceAlerts} is the life cycle of one device's alerts;
 * {@link io.anomalyradar.alerting.AreaIncidents} makes incidents of the alerts of an area, and decides who is notified.
 * Everything is deterministic: time is passed in, and nothing is read from outside.
 */
@NullMarked
package io.anomalyradar.alerting;

import org.jspecify.annotations.NullMarked;
