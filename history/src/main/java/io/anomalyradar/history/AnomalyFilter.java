package io.anomalyradar.history;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.AnomalyState;
import org.jspecify.annotations.Nullable;

/**
 * Which anomalies are meant; null means any.
 *
 * @param range anomalies that touch it: started before its end, and still open or ended at or after its start
 */
public record AnomalyFilter(
        @Nullable String device,
        @Nullable String metric,
        @Nullable Severity severity,
        @Nullable AnomalyState state,
        TimeRange range) {
    public static final AnomalyFilter ANY = new AnomalyFilter(null, null, null, null, TimeRange.ALL);

    public AnomalyFilter withDevice(@Nullable String wanted) {
        return new AnomalyFilter(wanted, metric, severity, state, range);
    }

    public AnomalyFilter withMetric(@Nullable String wanted) {
        return new AnomalyFilter(device, wanted, severity, state, range);
    }

    public AnomalyFilter withSeverity(@Nullable Severity wanted) {
        return new AnomalyFilter(device, metric, wanted, state, range);
    }

    public AnomalyFilter withState(@Nullable AnomalyState wanted) {
        return new AnomalyFilter(device, metric, severity, wanted, range);
    }

    public AnomalyFilter withRange(TimeRange wanted) {
        return new AnomalyFilter(device, metric, severity, state, wanted);
    }
}
