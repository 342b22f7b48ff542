package io.anomalyradar.server.alerts;

import io.anomalyradar.notify.Notification;
import org.apache.kafka.common.TopicPartition;

/**
 * A notification on its way.
 *
 * @param channel id of the channel
 * @param partition of the record that caused it
 * @param offset of the record that caused it
 * @param failures attempts that failed so far
 * @param trouble why the newest of them failed; empty: none did
 */
record Delivery(
        String channel,
        Notification notification,
        TopicPartition partition,
        long offset,
        int failures,
        String trouble) {

    Delivery failedAgain(String reason) {
        return new Delivery(channel, notification, partition, offset, failures + 1, reason);
    }

    String alertId() {
        return notification.alert().id();
    }

    /** The record that an attempt is about to start. */
    DeliveryRecord intent() {
        return record(DeliveryState.SENDING, trouble);
    }

    /** The record of its end. */
    DeliveryRecord ended(DeliveryOutcome outcome) {
        return record(outcome.state(), outcome.reason());
    }

    private DeliveryRecord record(DeliveryState state, String detail) {
        return new DeliveryRecord(
                channel,
                alertId(),
                notification.transition(),
                notification.notice().number(),
                notification.idempotencyKey(),
                state,
                notification.alert().severity(),
                notification.alert().device(),
                notification.alert().anomaly().source(),
                DeliveryRecord.firedMillis(notification.notice()),
                offset,
                failures + 1,
                detail);
    }
}
