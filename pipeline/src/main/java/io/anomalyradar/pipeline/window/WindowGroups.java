package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.aggregate.WindowResult;
import io.anomalyradar.detector.aggregate.WindowSink;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateFrame.Statistics;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.Collector;

/**
 * Collects the windows that one frame (or one timer) completes, and emits those of several series over the same
 * interval together. Reusable after {@link #emitTo}; not thread-safe.
 */
final class WindowGroups implements WindowSink {
    private final int configVersion;
    private final Map<Window, Group> groups = new LinkedHashMap<>();
    private String metric = "";
    private SourcePosition newest = SourcePosition.NOWHERE;

    WindowGroups(int configVersion) {
        this.configVersion = configVersion;
    }

    private record Window(long startMillis, long sizeMillis) {}

    /** Series in the same window, and the newest record of all of them. */
    private static final class Group {
        private final List<Statistics> statistics = new ArrayList<>();
        private SourcePosition newest;

        Group(SourcePosition newest) {
            this.newest = newest;
        }

        void add(Statistics series, SourcePosition source) {
            statistics.add(series);
            // a device that stays in one partition, the precondition for deterministic replay, has no other order
            newest = source.isAfter(newest) ? source : newest;
        }
    }

    /** The series whose results follow, and the newest record with a sample of it. */
    void of(String metric, SourcePosition newest) {
        this.metric = metric;
        this.newest = newest;
    }

    @Override
    public void emit(WindowResult result) {
        groups.computeIfAbsent(new Window(result.startMillis(), result.sizeMillis()), window -> new Group(newest))
                .add(new Statistics(metric, result.statistics()), newest);
    }

    /** Emits what was collected, and returns the number of windows. */
    int emitTo(String device, Collector<AggregateFrame> out) {
        if (groups.isEmpty()) {
            return 0;
        }
        groups.forEach((window, group) -> out.collect(new AggregateFrame(
                device, window.startMillis, window.sizeMillis, group.newest, configVersion, group.statistics)));
        int emitted = groups.size();
        groups.clear();
        return emitted;
    }
}
