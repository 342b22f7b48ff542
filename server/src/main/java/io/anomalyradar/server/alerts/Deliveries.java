package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.notify.NotifiedChange;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What radar.deliveries says about one partition: the final state of each notification, and the newest opening of each
 * device. Remembers the {@value #MAX_ALERTS} anomalies and as many devices that changed last. Not thread-safe.
 */
final class Deliveries {
    static final int MAX_ALERTS = 200_000;

    private record Opening(SourcePosition source, long alertOffset) {}

    private static final class Notified {
        private final Map<NotifiedChange, DeliveryState> states = new EnumMap<>(NotifiedChange.class);
        private AlertSeverity severity = AlertSeverity.INFO;
    }

    private final Map<String, Notified> alerts = new LinkedHashMap<>();
    private final Map<String, Opening> openings = new LinkedHashMap<>();

    void apply(DeliveryRecord delivery) {
        if (delivery.transition() == NotifiedChange.OPENED && delivery.state() != DeliveryState.REPLAYED) {
            opened(delivery);
        }
        if (!delivery.state().isFinal()) {
            return;
        }
        Notified known = alerts.remove(delivery.alertId());
        Notified notified = known == null ? new Notified() : known;
        notified.states.put(delivery.transition(), delivery.state());
        if (delivery.severity().compareTo(notified.severity) > 0) {
            notified.severity = delivery.severity();
        }
        alerts.put(delivery.alertId(), notified);
        removeEldest(alerts);
    }

    private void opened(DeliveryRecord delivery) {
        Opening known = openings.get(delivery.device());
        if (known == null || delivery.alertOffset() > known.alertOffset) {
            openings.remove(delivery.device());
            openings.put(delivery.device(), new Opening(delivery.source(), delivery.alertOffset()));
            removeEldest(openings);
        }
    }

    private static void removeEldest(Map<String, ?> map) {
        if (map.size() > MAX_ALERTS) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /** The final state of a notification; null: it has none yet. */
    @Nullable
    DeliveryState state(String alertId, NotifiedChange transition) {
        Notified notified = alerts.get(alertId);
        return notified == null ? null : notified.states.get(transition);
    }

    /** The highest severity that a person was notified of. */
    AlertSeverity severity(String alertId) {
        Notified notified = alerts.get(alertId);
        return notified == null ? AlertSeverity.INFO : notified.severity;
    }

    /**
     * Whether the alert of {@code anomaly}, which opens at {@code alertOffset}, comes from telemetry before that of an
     * earlier opening of the same device. The pipeline emits a device's anomalies in the order of its telemetry. In
     * this case it therefore reads the log again with lost state, and finds other anomalies than the first time.
     */
    boolean isReplayed(Anomaly anomaly, long alertOffset) {
        Opening newest = openings.get(anomaly.device());
        return newest != null
                && alertOffset > newest.alertOffset
                && newest.source.topicId().equals(anomaly.source().topicId())
                && newest.source.partition() == anomaly.source().partition()
                && newest.source.isAfter(anomaly.source());
    }
}
