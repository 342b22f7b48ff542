package io.anomalyradar.server.alerts;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.notify.Notification;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** An alert that says that it is an example, to try a channel. It exists nowhere else. */
record ExampleAlert(String id, String channel, long nowMillis) {
    private static final String TEXT = "This is an example, sent to try the channel. Nothing is wrong.";
    private static final SourcePosition NOWHERE = new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 0, 0, 0);

    static ExampleAlert of(String channel, long nowMillis) {
        return new ExampleAlert(UUID.randomUUID().toString().replace("-", ""), channel, nowMillis);
    }

    Notification opened(URI page) {
        return Notification.of(
                Notice.of(alert(AlertState.FIRING, AlertChange.FIRED), NotifiedChange.OPENED)
                        .through(channel),
                page);
    }

    Notification ended(URI page) {
        return Notification.of(
                Notice.of(alert(AlertState.RESOLVED, AlertChange.RESOLVED), NotifiedChange.ENDED)
                        .through(channel),
                page);
    }

    private Alert alert(AlertState state, AlertChange change) {
        boolean ended = state == AlertState.RESOLVED;
        Anomaly anomaly = new Anomaly(
                id,
                1,
                "example",
                "temperature",
                ended ? AnomalyState.ENDED : AnomalyState.OPEN,
                Severity.WARNING,
                "SPIKE",
                nowMillis,
                ended ? (Long) nowMillis : null,
                new Anomaly.Peak(nowMillis, 93.5, 61, 55, 67, 6.5),
                1,
                TEXT,
                NOWHERE,
                nowMillis,
                1,
                Attributes.NONE,
                List.of());
        return new Alert(
                id,
                1,
                "example",
                "Example: a test of the channel " + channel,
                state,
                AlertSeverity.INFO,
                0,
                "",
                0,
                "",
                List.of(channel),
                0,
                "fleet",
                "",
                anomaly,
                List.of(new TimelineEntry(nowMillis, change, "", "")));
    }
}
