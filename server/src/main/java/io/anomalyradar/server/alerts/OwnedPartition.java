package io.anomalyradar.server.alerts;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.notify.NotifiedChange;
import java.util.Optional;

/** A partition of radar.anomalies that this server owns: its deliveries and the read position. Not thread-safe. */
record OwnedPartition(Deliveries deliveries, PartitionProgress progress) {

    OwnedPartition(Deliveries deliveries, LogOffset start) {
        this(deliveries, new PartitionProgress(start));
    }

    /** The transition that a person is to be notified of because of {@code anomaly}, if any. */
    Optional<NotifiedChange> due(Anomaly anomaly, DeliveryQueue queue, long nowMillis, AlertStatus status) {
        if (Topics.isSystem(anomaly.device())) {
            return Optional.empty();
        }
        String id = anomaly.id();
        boolean opened = isKnown(id, NotifiedChange.OPENED, queue);
        NotifiedChange transition = transition(anomaly, opened);
        if (isKnown(id, transition, queue)) {
            return Optional.empty();
        }
        return switch (transition) {
            case OPENED -> isRecent(anomaly, nowMillis, status) ? Optional.of(transition) : Optional.empty();
            case UPDATED ->
                anomaly.severity() == Severity.CRITICAL
                                && isReceived(id, queue)
                                && queue.severity(id).orElse(deliveries.severity(id)) == Severity.WARNING
                        ? Optional.of(transition)
                        : Optional.empty();
            case ENDED -> isReceived(id, queue) ? Optional.of(transition) : Optional.empty();
        };
    }

    private static NotifiedChange transition(Anomaly anomaly, boolean opened) {
        if (anomaly.state() == AnomalyState.ENDED) {
            return NotifiedChange.ENDED;
        }
        return opened ? NotifiedChange.UPDATED : NotifiedChange.OPENED;
    }

    private boolean isKnown(String id, NotifiedChange transition, DeliveryQueue queue) {
        return deliveries.state(id, transition) != null || queue.has(id, transition);
    }

    /** Whether the receiver has been notified of the anomaly, or will be before later notifications are sent. */
    private boolean isReceived(String id, DeliveryQueue queue) {
        return deliveries.state(id, NotifiedChange.OPENED) == DeliveryState.DELIVERED
                || queue.has(id, NotifiedChange.OPENED);
    }

    private static boolean isRecent(Anomaly anomaly, long nowMillis, AlertStatus status) {
        if (nowMillis - anomaly.appendTimeMillis() > DeliveryQueue.MAX_AGE.toMillis()) {
            status.outdated();
            return false;
        }
        return true;
    }
}
