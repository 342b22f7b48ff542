package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;

/**
 * A batch on its way into the store.
 *
 * @param heartbeats where the newest heartbeat of each partition stands in radar.telemetry, as far as the batch holds one
 */
record PendingCommit(HistoryBatch batch, List<SourcePosition> heartbeats) {}
