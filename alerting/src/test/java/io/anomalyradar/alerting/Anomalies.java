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

    /** The silence of the device since {@code sinceMillis}. */
    static Anomaly noData(String id, long sinceMillis, AnomalyState state) {
        return of(id, 1, "", state, Severity.WARNING, Anomaly.NO_DATA, sinceMillis);
    }

    /** Of the metrics together. */
    static Anomaly ofDevice(String id) {
        return of(id, 1, "", AnomalyState.OPEN, Severity.WARNING, "JOINT", 1_000);
    }

    static Anomaly of(String id, String device, String metric, AnomalyState state, Severity severity, String kind) {
        return of(id, 1, device, metric, state, severity, kind, 1_000);
    }

    private static Anomaly of(String id, int revision, AnomalyState state, Severity severity) {
        return of(id, revision, "temperature", state, severity, "SPIKE", 1_000);
    }

    private static Anomaly of(
            String id,
            int revision,
            String metric,
            AnomalyState state,
            Severity severity,
            String kind,
            long startMillis) {
        return of(id, revision, DEVICE, metric, state, severity, kind, startMillis);
    }

    @SuppressWarnings("TooManyParameters")
    private static Anomaly of(
            String id,
            int revision,
            String device,
            String metric,
            AnomalyState state,
            Severity severity,
            String kind,
            long startMillis) {
        return new Anomaly(
                id,
                revision,
                device,
                metric,
                state,
                severity,
                kind,
                startMillis,
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
