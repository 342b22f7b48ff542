package io.anomalyradar.server.live;

import io.anomalyradar.history.DeletedData;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.anomaly.Anomaly;
import java.util.List;

/**
 * The data with which every session starts: the newest values and anomalies, and the index of the sessions.
 * Thread-safe.
 */
final class LiveState {
    static final int MAX_SNAPSHOT_SERIES = 10_000;
    static final int MAX_SNAPSHOT_ANOMALIES = 100;

    private final LatestValues latest;
    private final RecentAnomalies anomalies;
    private final SubscriptionIndex index = new SubscriptionIndex();

    LiveState(int maxSeries, HistoryStore store, DeletedData deleted) {
        latest = new LatestValues(maxSeries);
        anomalies = new RecentAnomalies(store, deleted);
    }

    LatestValues latest() {
        return latest;
    }

    RecentAnomalies anomalies() {
        return anomalies;
    }

    SubscriptionIndex index() {
        return index;
    }

    /** The snapshot with which {@code subscription} starts. Queries the store: blocks. */
    Snapshot snapshot(Subscription subscription) {
        List<Anomaly> newest = subscription.anomalies()
                ? anomalies.select(subscription.ofAnomalies(), MAX_SNAPSHOT_ANOMALIES)
                : List.of();
        if (!subscription.samples()) {
            return new Snapshot(List.of(), newest, false);
        }
        List<LiveBatch> series = latest.select(subscription, MAX_SNAPSHOT_SERIES + 1);
        boolean truncated = series.size() > MAX_SNAPSHOT_SERIES;
        return new Snapshot(truncated ? series.subList(0, MAX_SNAPSHOT_SERIES) : series, newest, truncated);
    }
}
