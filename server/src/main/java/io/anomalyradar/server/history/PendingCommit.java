package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.server.log.HeartbeatPosition;
import java.util.List;

/**
 * A batch on its way into the store.
 *
 * @param heartbeats the newest heartbeat of each device in each partition, as far as the batch holds one
 */
record PendingCommit(HistoryBatch batch, List<HeartbeatPosition> heartbeats) {}
