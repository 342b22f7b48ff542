package io.anomalyradar.history;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.AnomalyState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which anomalies are meant; an empty set means any, and so does null.
 *
 * @param range anomalies that touch it: started before its end, and still open or ended at or after its start
 */
public record AnomalyFilter(
        Set<String> devices,
        Set<String> metrics,
        Set<Severity> severities,
        @Nullable AnomalyState state,
        TimeRange range) {
    public static final AnomalyFilter ANY = new AnomalyFilter(Set.of(), Set.of(), Set.of(), null, TimeRange.ALL);

    public AnomalyFilter {
        devices = Set.copyOf(devices);
        metrics = Set.copyOf(metrics);
        severities = Set.copyOf(severities);
    }

    public AnomalyFilter withDevice(@Nullable String wanted) {
        return withDevices(only(wanted));
    }

    public AnomalyFilter withDevices(Set<String> wanted) {
        return new AnomalyFilter(wanted, metrics, severities, state, range);
    }

    public AnomalyFilter withMetric(@Nullable String wanted) {
        return withMetrics(only(wanted));
    }

    public AnomalyFilter withMetrics(Set<String> wanted) {
        return new AnomalyFilter(devices, wanted, severities, state, range);
    }

    public AnomalyFilter withSeverity(@Nullable Severity wanted) {
        return withSeverities(only(wanted));
    }

    public AnomalyFilter withSeverities(Set<Severity> wanted) {
        return new AnomalyFilter(devices, metrics, wanted, state, range);
    }

    public AnomalyFilter withState(@Nullable AnomalyState wanted) {
        return new AnomalyFilter(devices, metrics, severities, wanted, range);
    }

    public AnomalyFilter withRange(TimeRange wanted) {
        return new AnomalyFilter(devices, metrics, severities, state, wanted);
    }

    private static <T> Set<T> only(@Nullable T wanted) {
        return wanted == null ? Set.of() : Set.of(wanted);
    }
}
