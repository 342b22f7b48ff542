package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What radar.deliveries says about one partition: the final state of each notification, and the newest opening of each
 * device. Remembers the {@value #MAX_ALERTS} anomalies and as many devices that changed last. Not thread-safe.
 */
final class Deliveries {
    static final int MAX_ALERTS = 200_000;

    private record Opening(String topicId, long firedMillis, long offset) {}

    /** What is final for one alert or incident. */
    private static final class Notified {
        private final Map<NotifiedChange, DeliveryState> states = new EnumMap<>(NotifiedChange.class);
        /** The highest number of those that come again. */
        private final Map<NotifiedChange, Integer> numbers = new EnumMap<>(NotifiedChange.class);
    }

    private final Map<String, Notified> alerts = new LinkedHashMap<>();
    private final Map<String, Opening> openings = new LinkedHashMap<>();

    void apply(DeliveryRecord delivery) {
        if (delivery.firedMillis() > 0 && delivery.state() != DeliveryState.REPLAYED) {
            opened(delivery);
        }
        if (!delivery.state().isFinal()) {
            return;
        }
        Notified known = alerts.remove(delivery.alertId());
        Notified notified = known == null ? new Notified() : known;
        notified.states.put(delivery.transition(), delivery.state());
        notified.numbers.merge(delivery.transition(), delivery.number(), Math::max);
        alerts.put(delivery.alertId(), notified);
        removeEldest(alerts);
    }

    private void opened(DeliveryRecord delivery) {
        Opening known = openings.get(delivery.device());
        if (known == null || delivery.alertOffset() > known.offset) {
            openings.remove(delivery.device());
            openings.put(
                    delivery.device(),
                    new Opening(delivery.source().topicId(), delivery.firedMillis(), delivery.alertOffset()));
            removeEldest(openings);
        }
    }

    private static void removeEldest(Map<String, ?> map) {
        if (map.size() > MAX_ALERTS) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /** Whether the notification has a final state. */
    boolean isFinal(Notice notice) {
        Notified notified = alerts.get(notice.subject());
        return notified != null && notice.number() <= notified.numbers.getOrDefault(notice.change(), -1);
    }

    /** Whether the receiver knows of an alert or incident: by its opening, or by an escalation. */
    boolean isOpeningDelivered(String subject) {
        Notified notified = alerts.get(subject);
        return notified != null
                && (notified.states.get(NotifiedChange.OPENED) == DeliveryState.DELIVERED
                        || notified.states.get(NotifiedChange.ESCALATED) == DeliveryState.DELIVERED);
    }

    /**
     * Whether the opening of an alert, decided at {@code offset}, fired before an earlier opening of the same device.
     * The pipeline fires a device's alerts in the order of append time. In this case it therefore reads the log again
     * with lost state, and finds other alerts than the first time. An alert whose silence or snooze has ended is another
     * matter, and so is an incident.
     */
    boolean isReplayed(Notice notice, long offset) {
        Opening newest = openings.get(notice.alert().device());
        return newest != null
                && DeliveryRecord.firedMillis(notice) > 0
                && offset > newest.offset
                && newest.topicId.equals(notice.alert().anomaly().source().topicId())
                && newest.firedMillis > DeliveryRecord.firedMillis(notice);
    }
}
