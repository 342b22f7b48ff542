package io.anomalyradar.history;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.model.telemetry.SourcePosition;

/** Statistics of one series over the window [start, start + size). */
public record Aggregate(
        long startMillis, Step size, WindowStatistics statistics, SourcePosition source, int configVersion) {}
