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
 */
record Delivery(String channel, Notification notification, TopicPartition partition, long offset, int failures) {

    Delivery failedAgain() {
        return new Delivery(channel, notification, partition, offset, failures + 1);
    }

    String alertId() {
        return notification.alert().id();
    }

    /** The record that says how far this delivery is. */
    DeliveryRecord record(DeliveryState state) {
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
                offset);
    }
}
