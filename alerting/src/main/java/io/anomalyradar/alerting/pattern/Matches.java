package io.anomalyradar.alerting.pattern;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import java.util.List;

/** Matches of patterns as anomalies, from which alerts come. */
public final class Matches {
    private Matches() {}

    public static Anomaly opened(PatternMatch match) {
        return anomaly(match, AnomalyState.OPEN);
    }

    public static Anomaly ended(PatternMatch match) {
        return anomaly(match, AnomalyState.ENDED);
    }

    private static Anomaly anomaly(PatternMatch match, AnomalyState state) {
        boolean isOpen = state == AnomalyState.OPEN;
        long end = match.endMillis();
        return new Anomaly(
                match.id(),
                isOpen ? 1 : 2,
                match.key(),
                match.pattern().id(),
                state,
                match.pattern().severity().compareTo(AlertSeverity.HIGH) >= 0 ? Severity.CRITICAL : Severity.WARNING,
                Anomaly.PATTERN,
                match.startMillis(),
                isOpen ? null : (Long) end,
                new Anomaly.Peak(end, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0),
                match.inputs(),
                match.explanation(),
                match.source(),
                match.decidedMillis(),
                0,
                Attributes.NONE,
                List.of());
    }
}
