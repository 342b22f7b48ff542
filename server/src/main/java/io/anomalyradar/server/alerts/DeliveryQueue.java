package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Notifications that are not delivered yet: a lane per alert. One that fails waits without a thread and behind the
 * others, so that it delays only its own alert. The caller bounds the size. Not thread-safe.
 */
final class DeliveryQueue {
    /** Age of the telemetry beyond which no notification is sent. */
    static final Duration MAX_AGE = Duration.ofHours(24);

    private final LongSupplier nanoTime;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private int size;

    DeliveryQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(Delivery delivery) {
        lanes.computeIfAbsent(delivery.alertId(), id -> new Lane(nanoTime.getAsLong()))
                .add(delivery);
        size++;
    }

    boolean has(Notice notice) {
        return has(notice.subject(), notice.key());
    }

    /** Whether the opening of an alert or incident waits, or an escalation. */
    boolean hasOpening(String subject) {
        Lane lane = lanes.get(subject);
        return lane != null && (lane.has(NotifiedChange.OPENED) || lane.has(NotifiedChange.ESCALATED));
    }

    private boolean has(String subject, String key) {
        Lane lane = lanes.get(subject);
        return lane != null && lane.has(key);
    }

    int size() {
        return size;
    }

    /** Takes up to {@code most} deliveries that are due. Each is followed by {@link #retry} or {@link #settle}. */
    List<Delivery> takeDue(int most) {
        List<Delivery> due = new ArrayList<>();
        long now = nanoTime.getAsLong();
        for (Lane lane : lanes.values()) {
            Delivery first = lane.first();
            if (due.size() < most && first != null && lane.isDue(now)) {
                lane.busy();
                due.add(first);
            }
        }
        return due;
    }

    /** {@code delivery} is to be attempted after {@code wait}. */
    void retry(Delivery delivery, Duration wait) {
        Lane lane = lanes.get(delivery.alertId());
        if (lane != null && lane.isFirst(delivery)) {
            lanes.remove(delivery.alertId());
            lane.replaceFirst(delivery);
            lane.idleUntil(nanoTime.getAsLong() + wait.toNanos());
            lanes.put(delivery.alertId(), lane); // behind the others
        }
    }

    /**
     * {@code delivery} has reached a final state. Returns the deliveries that this settles: itself, and, when an
     * opening was not delivered, those that wait behind it: the end of an alert is not notified when its opening was
     * not.
     */
    List<Delivery> settle(Delivery delivery, DeliveryState state) {
        Lane lane = lanes.get(delivery.alertId());
        if (lane == null || !lane.isFirst(delivery)) {
            return List.of();
        }
        List<Delivery> settled = new ArrayList<>();
        settled.add(lane.takeFirst());
        boolean unknownToReceiver =
                delivery.notification().transition() == NotifiedChange.OPENED && state != DeliveryState.DELIVERED;
        while (unknownToReceiver && !lane.isEmpty()) {
            settled.add(lane.takeFirst());
        }
        size -= settled.size();
        lane.idleUntil(nanoTime.getAsLong());
        if (lane.isEmpty()) {
            lanes.remove(delivery.alertId());
        }
        return settled;
    }

    /** Discards the deliveries of {@code partitions}. */
    void drop(Set<TopicPartition> partitions) {
        lanes.values().removeIf(lane -> {
            @Nullable Delivery first = lane.first();
            boolean dropped = first != null && partitions.contains(first.partition());
            size -= dropped ? lane.size() : 0;
            return dropped;
        });
    }
}
