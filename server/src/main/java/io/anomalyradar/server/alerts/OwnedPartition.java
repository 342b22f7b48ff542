package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.notify.NotifiedChange;
import java.util.Optional;

/** A partition of radar.alerts that this server owns: its deliveries and the read position. Not thread-safe. */
record OwnedPartition(Deliveries deliveries, PartitionProgress progress) {

    OwnedPartition(Deliveries deliveries, LogOffset start) {
        this(deliveries, new PartitionProgress(start));
    }

    /** The transition that a person is to be notified of because of {@code alert}, if any. */
    Optional<NotifiedChange> due(Alert alert, DeliveryQueue queue, long nowMillis, AlertStatus status) {
        String id = alert.id();
        boolean ended = alert.state() == AlertState.RESOLVED;
        if (Topics.isSystem(alert.device()) || (!ended && !alert.callsForAttention())) {
            return Optional.empty();
        }
        NotifiedChange transition = ended
                ? NotifiedChange.ENDED
                : isKnown(id, NotifiedChange.OPENED, queue) ? NotifiedChange.UPDATED : NotifiedChange.OPENED;
        if (isKnown(id, transition, queue)) {
            return Optional.empty();
        }
        return switch (transition) {
            case OPENED -> isRecent(alert, nowMillis, status) ? Optional.of(transition) : Optional.empty();
            case UPDATED ->
                alert.severity() == AlertSeverity.CRITICAL
                                && isReceived(id, queue)
                                && queue.severity(id).orElse(deliveries.severity(id)) != AlertSeverity.CRITICAL
                        ? Optional.of(transition)
                        : Optional.empty();
            case ENDED -> isReceived(id, queue) ? Optional.of(transition) : Optional.empty();
        };
    }

    private boolean isKnown(String id, NotifiedChange transition, DeliveryQueue queue) {
        return deliveries.state(id, transition) != null || queue.has(id, transition);
    }

    /** Whether the receiver has been notified of the alert, or will be before later notifications are sent. */
    private boolean isReceived(String id, DeliveryQueue queue) {
        return deliveries.state(id, NotifiedChange.OPENED) == DeliveryState.DELIVERED
                || queue.has(id, NotifiedChange.OPENED);
    }

    private static boolean isRecent(Alert alert, long nowMillis, AlertStatus status) {
        if (nowMillis - alert.changedMillis() > DeliveryQueue.MAX_AGE.toMillis()) {
            status.outdated();
            return false;
        }
        return true;
    }
}
