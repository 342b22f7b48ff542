package io.anomalyradar.history;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.telemetry.SourcePosition;

/** Statistics of one series over the window [start, start + size). */
public record Aggregate(
        long startMillis,
        long sizeMillis,
        AggregateFrame.Statistics statistics,
        SourcePosition source,
        int configVersion) {}
