package io.anomalyradar.server.doors.labels;

import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.telemetry.SampleKind;
import java.util.List;

/** Which metrics are counters, by their names. Immutable. */
public final class CounterNames {
    private final List<Glob> globs;

    /** @param patterns {@code *} stands for any text */
    public CounterNames(List<String> patterns) {
        globs = patterns.stream().map(Glob::new).toList();
    }

    /** The kind of a sample of {@code metric}, whose name does not include labels. */
    public SampleKind kind(String metric) {
        for (Glob glob : globs) {
            if (glob.matches(metric)) {
                return SampleKind.COUNTER;
            }
        }
        return SampleKind.GAUGE;
    }
}
