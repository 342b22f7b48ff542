package io.anomalyradar.alerting;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;

/** Anomalies of the metric "temperature" of the device "pump-7". */
final class Anomalies {
    static final String DEVICE = "pump-7";

    private Anomalies() {}

    static Anomaly open(String id, Severity severity) {
        return of(id, 1, AnomalyState.OPEN, severity);
    }

    static Anomaly ended(String id) {
        return of(id, 9, AnomalyState.ENDED, Severity.WARNING);
    }

    private static Anomaly of(String id, int revision, AnomalyState state, Severity severity) {
        return new Anomaly(
                id,
                revision,
                DEVICE,
                "temperature",
                state,
                severity,
                "SPIKE",
                1_000,
                state == AnomalyState.ENDED ? (Long) 2_000L : null,
                new Anomaly.Peak(1_500, 95, 60, 55, 65, 6.5),
                3,
                "95 where 60 was expected",
                new SourcePosition("topic", 0, 0, 42),
                5_000,
                1,
                Attributes.NONE,
                List.of());
    }
}
