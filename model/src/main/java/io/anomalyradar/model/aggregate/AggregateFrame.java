package io.anomalyradar.model.aggregate;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;

/**
 * Statistics of a device's series over one window [start, start + size) of event time (spec/proto/aggregate.proto). The
 * same window may be emitted again with a later source position: the latest counts.
 *
 * @param sizeMillis one minute or one hour
 * @param source the newest record that contributed
 */
public record AggregateFrame(
        String device,
        long startMillis,
        long sizeMillis,
        SourcePosition source,
        int configVersion,
        List<Statistics> statistics) {

    /** One series in the window. */
    public record Statistics(String metric, WindowStatistics window) {}
}
