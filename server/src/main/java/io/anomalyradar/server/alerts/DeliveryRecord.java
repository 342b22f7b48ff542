package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;

/**
 * A value of radar.deliveries: how far one notification is.
 *
 * @param channel id of the channel
 * @param number of the notification, see {@link io.anomalyradar.model.alert.Notice}
 * @param notice identity of the notification
 * @param severity of the alert in the notification
 * @param source telemetry record that caused the notification
 * @param firedMillis when the alert fired, if this is its opening for no other reason; otherwise 0
 * @param alertOffset offset of the decision in its partition of radar.notifications
 * @param attempt number of the attempt, counted by the server that makes it
 * @param detail why the attempt before failed, or why it was not delivered; empty: there was no failure
 */
record DeliveryRecord(
        String channel,
        String alertId,
        NotifiedChange transition,
        int number,
        String notice,
        DeliveryState state,
        AlertSeverity severity,
        String device,
        SourcePosition source,
        long firedMillis,
        long alertOffset,
        int attempt,
        String detail) {

    /** When the alert of {@code notice} fired, if its opening is notified just for that; otherwise 0. */
    static long firedMillis(Notice notice) {
        List<TimelineEntry> timeline = notice.alert().timeline();
        TimelineEntry newest = timeline.get(timeline.size() - 1);
        boolean justFired = notice.change() == NotifiedChange.OPENED
                && notice.incident() == null
                && newest.change() == AlertChange.FIRED;
        return justFired ? newest.atMillis() : 0;
    }

    /** The key on the topic: the notification's idempotency key and the channel. */
    String key() {
        return notice + ":" + channel;
    }
}
