package io.anomalyradar.server.alerts;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.notify.NotifiedChange;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What radar.deliveries says about one partition: the final state of each notification, and the newest opening of each
 * device. Remembers the {@value #MAX_ANOMALIES} anomalies and as many devices that changed last. Not thread-safe.
 */
final class Deliveries {
    static final int MAX_ANOMALIES = 200_000;

    private record Opening(SourcePosition source, long anomalyOffset) {}

    private static final class Notified {
        private final Map<NotifiedChange, DeliveryState> states = new EnumMap<>(NotifiedChange.class);
        private Severity severity = Severity.WARNING;
    }

    private final Map<String, Notified> anomalies = new LinkedHashMap<>();
    private final Map<String, Opening> openings = new LinkedHashMap<>();

    void apply(DeliveryRecord delivery) {
        if (delivery.transition() == NotifiedChange.OPENED && delivery.state() != DeliveryState.REPLAYED) {
            opened(delivery);
        }
        if (!delivery.state().isFinal()) {
            return;
        }
        Notified known = anomalies.remove(delivery.anomalyId());
        Notified notified = known == null ? new Notified() : known;
        notified.states.put(delivery.transition(), delivery.state());
        if (delivery.severity() == Severity.CRITICAL) {
            notified.severity = Severity.CRITICAL;
        }
        anomalies.put(delivery.anomalyId(), notified);
        removeEldest(anomalies);
    }

    private void opened(DeliveryRecord delivery) {
        Opening known = openings.get(delivery.device());
        if (known == null || delivery.anomalyOffset() > known.anomalyOffset) {
            openings.remove(delivery.device());
            openings.put(delivery.device(), new Opening(delivery.source(), delivery.anomalyOffset()));
            removeEldest(openings);
        }
    }

    private static void removeEldest(Map<String, ?> map) {
        if (map.size() > MAX_ANOMALIES) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /** The final state of a notification; null: it has none yet. */
    @Nullable
    DeliveryState state(String anomalyId, NotifiedChange transition) {
        Notified notified = anomalies.get(anomalyId);
        return notified == null ? null : notified.states.get(transition);
    }

    /** The highest severity that a person was notified of. */
    Severity severity(String anomalyId) {
        Notified notified = anomalies.get(anomalyId);
        return notified == null ? Severity.WARNING : notified.severity;
    }

    /**
     * Whether {@code anomaly}, which opens at {@code anomalyOffset}, comes from telemetry before that of an earlier
     * opening of the same device. The pipeline emits a device's anomalies in the order of its telemetry. In this case
     * it therefore reads the log again with lost state, and finds other anomalies than the first time.
     */
    boolean isReplayed(Anomaly anomaly, long anomalyOffset) {
        Opening newest = openings.get(anomaly.device());
        return newest != null
                && anomalyOffset > newest.anomalyOffset
                && newest.source.topicId().equals(anomaly.source().topicId())
                && newest.source.partition() == anomaly.source().partition()
                && newest.source.isAfter(anomaly.source());
    }
}
