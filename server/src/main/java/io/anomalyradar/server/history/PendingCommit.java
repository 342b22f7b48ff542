package io.anomalyradar.server.history;

import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.model.telemetry.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way into the store.
 *
 * @param heartbeat where the newest heart-beat in it stands in radar.telemetry; null when it holds none
 */
record PendingCommit(HistoryBatch batch, @Nullable SourcePosition heartbeat) {}
