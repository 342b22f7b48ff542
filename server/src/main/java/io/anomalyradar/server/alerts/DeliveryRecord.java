package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.notify.NotifiedChange;

/**
 * A value of radar.deliveries: how far one notification is.
 *
 * @param channel id of the channel
 * @param severity of the alert in the notification
 * @param source telemetry record that caused the notification
 * @param alertOffset offset of the alert in its partition of radar.alerts
 */
record DeliveryRecord(
        String channel,
        String alertId,
        NotifiedChange transition,
        DeliveryState state,
        AlertSeverity severity,
        String device,
        SourcePosition source,
        long alertOffset) {

    /** The key on the topic: the notification's idempotency key and the channel. */
    String key() {
        return alertId + ":" + transition.word() + ":" + channel;
    }
}
