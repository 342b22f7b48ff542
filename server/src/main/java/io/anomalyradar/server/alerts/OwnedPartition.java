package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.topic.Topics;

/** A partition of radar.notifications that this server owns: its deliveries and the read position. Not thread-safe. */
record OwnedPartition(Deliveries deliveries, PartitionProgress progress) {

    OwnedPartition(Deliveries deliveries, LogOffset start) {
        this(deliveries, new PartitionProgress(start));
    }

    /** Whether the job's decision is to be carried out: it is not a repetition, not too late, and not the end of an
     * alert that the receiver does not know. */
    boolean isDue(Notice notice, DeliveryQueue queue, long nowMillis, AlertStatus status) {
        if (Topics.isSystem(notice.alert().device()) || deliveries.isFinal(notice) || queue.has(notice)) {
            return false;
        }
        String subject = notice.subject();
        return switch (notice.change()) {
            case OPENED, ESCALATED, DIGEST -> isRecent(notice.alert(), nowMillis, status);
            case UPDATED, ENDED -> deliveries.isOpeningDelivered(subject) || queue.hasOpening(subject);
        };
    }

    private static boolean isRecent(Alert alert, long nowMillis, AlertStatus status) {
        if (nowMillis - alert.changedMillis() > DeliveryQueue.MAX_AGE.toMillis()) {
            status.outdated();
            return false;
        }
        return true;
    }
}
