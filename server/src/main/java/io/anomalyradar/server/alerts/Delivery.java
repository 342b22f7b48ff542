package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.notify.Notification;

/**
 * A notification on its way.
 *
 * @param partition where the record that caused it stands
 * @param offset where the record that caused it stands
 * @param appendTimeMillis when the broker appended that record
 * @param failures attempts that failed so far
 */
record Delivery(Notification notification, LogPartition partition, long offset, long appendTimeMillis, int failures) {

    Delivery failedAgain() {
        return new Delivery(notification, partition, offset, appendTimeMillis, failures + 1);
    }

    String anomalyId() {
        return notification.anomaly().id();
    }
}
