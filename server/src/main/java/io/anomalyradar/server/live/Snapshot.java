package io.anomalyradar.server.live;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.List;

/**
 * The first content of a subscription.
 *
 * @param series the newest sample of each series
 * @param anomalies the newest, the open ones first
 * @param truncated whether there are more series than a snapshot lists
 */
record Snapshot(List<LiveBatch> series, List<Anomaly> anomalies, boolean truncated) {}
