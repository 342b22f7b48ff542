package io.anomalyradar.server.live;

import io.anomalyradar.history.SeriesName;
import java.util.Collection;

/** Samples of one series, the oldest first. */
record LiveBatch(SeriesName series, Collection<LiveSample> samples) {}
