package io.anomalyradar.server.live;

import io.anomalyradar.history.AnomalyFilter;
import io.anomalyradar.history.DeletedData;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.server.security.DeviceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest anomalies for a snapshot: those in the store, and the {@value #MAX_KEPT} reported last, which may not be
 * stored yet. Thread-safe.
 */
final class RecentAnomalies {
    private static final Logger LOG = LoggerFactory.getLogger(RecentAnomalies.class);
    private static final int MAX_KEPT = 1_000;
    private static final int MOST_OPEN = 10_000;
    private static final Comparator<Anomaly> OPEN_THEN_NEWEST = Comparator.comparing(Anomaly::state)
            .thenComparing(Comparator.comparingLong(Anomaly::startMillis).reversed())
            .thenComparing(Anomaly::id);

    private final HistoryStore store;
    private final DeletedData deleted;
    private final Map<String, Anomaly> kept = new LinkedHashMap<>();

    /** @param deleted what no snapshot contains any more */
    RecentAnomalies(HistoryStore store, DeletedData deleted) {
        this.store = store;
        this.deleted = deleted;
    }

    synchronized void add(Anomaly anomaly) {
        Anomaly known = kept.remove(anomaly.id());
        kept.put(anomaly.id(), newer(known, anomaly));
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private synchronized List<Anomaly> kept() {
        return List.copyOf(kept.values());
    }

    /**
     * The newest {@code limit} anomalies that {@code subscription} wants, the open ones first. Queries the store:
     * blocks.
     */
    List<Anomaly> select(Subscription subscription, int limit) {
        Map<String, Anomaly> found = new HashMap<>();
        try {
            for (AnomalyState state : AnomalyState.values()) {
                for (Anomaly stored : stored(filter(subscription, state), subscription.view())) {
                    found.put(stored.id(), stored);
                }
            }
        } catch (HistoryException failed) {
            LOG.warn("a snapshot goes out without the stored anomalies", failed);
        }
        for (Anomaly seen : kept()) {
            found.merge(seen.id(), seen, RecentAnomalies::newer);
        }
        List<Anomaly> wanted = new ArrayList<>(found.values().stream()
                .filter(subscription::wants)
                .filter(this::exists)
                .toList());
        wanted.sort(OPEN_THEN_NEWEST);
        return List.copyOf(wanted.subList(0, Math.min(limit, wanted.size())));
    }

    /**
     * The open anomalies: the newest {@value #MOST_OPEN} of the store, and those reported since. Queries the store:
     * blocks.
     */
    List<Anomaly> open() {
        Map<String, Anomaly> found = new HashMap<>();
        try {
            String cursor = null;
            do {
                Page<Anomaly> page = store.anomalies(
                        AnomalyFilter.ANY.withState(AnomalyState.OPEN), new PageRequest(PageRequest.MAX_LIMIT, cursor));
                page.items().forEach(stored -> found.put(stored.id(), stored));
                cursor = page.next();
            } while (cursor != null && found.size() < MOST_OPEN);
        } catch (HistoryException failed) {
            LOG.warn("the state of the fleet goes out without the stored anomalies", failed);
        }
        for (Anomaly seen : kept()) {
            found.merge(seen.id(), seen, RecentAnomalies::newer);
        }
        return found.values().stream()
                .filter(anomaly -> anomaly.state() == AnomalyState.OPEN)
                .filter(this::exists)
                .toList();
    }

    private List<Anomaly> stored(AnomalyFilter filter, DeviceView view) {
        AnomalyFilter seen = view.coversAll() ? filter : filter.withDevices(seen(filter, view));
        return !view.coversAll() && seen.devices().isEmpty() // which would mean every device
                ? List.of()
                : store.anomalies(seen, PageRequest.first(PageRequest.MAX_LIMIT))
                        .items();
    }

    private static Set<String> seen(AnomalyFilter filter, DeviceView view) {
        Set<String> seen = view.registered();
        if (!filter.devices().isEmpty()) {
            seen.retainAll(filter.devices());
        }
        return seen;
    }

    private boolean exists(Anomaly anomaly) {
        return !deleted.contains(anomaly.device(), anomaly.appendTimeMillis());
    }

    private static AnomalyFilter filter(Subscription subscription, AnomalyState state) {
        return AnomalyFilter.ANY
                .withState(state)
                .withDevices(subscription.devices())
                .withMetrics(subscription.metrics())
                .withSeverities(subscription.severities());
    }

    private static Anomaly newer(@Nullable Anomaly known, Anomaly seen) {
        return known != null && known.revision() > seen.revision() ? known : seen;
    }
}
