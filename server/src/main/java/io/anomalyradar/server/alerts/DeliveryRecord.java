package io.anomalyradar.server.alerts;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.notify.NotifiedChange;

/**
 * A value of radar.deliveries: how far one notification is.
 *
 * @param severity of the anomaly in the notification
 * @param source telemetry record that caused the notification
 * @param anomalyOffset offset of the anomaly in its partition of radar.anomalies
 */
record DeliveryRecord(
        String anomalyId,
        NotifiedChange transition,
        DeliveryState state,
        Severity severity,
        String device,
        SourcePosition source,
        long anomalyOffset) {

    /** The key on the topic: the notification's idempotency key. */
    String key() {
        return anomalyId + ":" + transition.word();
    }
}
