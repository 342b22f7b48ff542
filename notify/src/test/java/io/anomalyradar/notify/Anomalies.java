package io.anomalyradar.notify;

import io.anomalyradar.detector.alarm.Contribution;
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
import java.net.URI;
import java.util.List;

/** Examples for tests. */
public final class Anomalies {
    public static final URI PAGE = URI.create("http://127.0.0.1:8080");

    private Anomalies() {}

    public static Notification opened(String id) {
        return Notification.of(Notice.of(alert(anomaly(id, AnomalyState.OPEN)), NotifiedChange.OPENED), PAGE);
    }

    public static Notification ended(String id) {
        return Notification.of(Notice.of(alert(anomaly(id, AnomalyState.ENDED)), NotifiedChange.ENDED), PAGE);
    }

    /** One of a device with this name. */
    public static Notification named(String device) {
        return Notification.of(Notice.of(alert(anomaly("a1", device, AnomalyState.OPEN)), NotifiedChange.OPENED), PAGE);
    }

    /** One of a device as a whole. */
    public static Notification openedOfDevice(String id) {
        Anomaly whole = new Anomaly(
                id,
                1,
                "pump 7/ü",
                Anomaly.WHOLE_DEVICE,
                AnomalyState.OPEN,
                Severity.WARNING,
                "LEVEL_SHIFT",
                1_732_233_600_000L,
                null,
                new Anomaly.Peak(1_732_233_601_000L, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 4.5),
                3,
                "metrics together are unusual (score 4.5), most of all pressure 41 %: level shift",
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 0, 4, 42),
                1_732_233_605_000L,
                7,
                Attributes.NONE,
                List.of(new Contribution("pressure", 0.41), new Contribution("flow", 0.22)));
        return Notification.of(Notice.of(alert(whole), NotifiedChange.OPENED), PAGE);
    }

    /** The alert of {@code anomaly}, with its id. */
    static Alert alert(Anomaly anomaly) {
        boolean ended = anomaly.state() == AnomalyState.ENDED;
        return new Alert(
                anomaly.id(),
                anomaly.revision(),
                "anomaly",
                "Anomaly: " + anomaly.device(),
                ended ? AlertState.RESOLVED : AlertState.FIRING,
                AlertSeverity.of(anomaly.severity()),
                0,
                "",
                0,
                "",
                List.of("webhook"),
                0,
                "fleet",
                "",
                anomaly,
                List.of(new TimelineEntry(
                        anomaly.appendTimeMillis(), ended ? AlertChange.RESOLVED : AlertChange.FIRED, "", "")));
    }

    static Anomaly anomaly(String id, AnomalyState state) {
        return anomaly(id, "pump 7/ü", state);
    }

    private static Anomaly anomaly(String id, String device, AnomalyState state) {
        return new Anomaly(
                id,
                1,
                device,
                "temperature",
                state,
                Severity.CRITICAL,
                "SPIKE",
                1_732_233_600_000L,
                state == AnomalyState.ENDED ? (Long) 1_732_233_660_000L : null,
                new Anomaly.Peak(1_732_233_601_000L, 99.5, 71.25, 68.5, 74.0, 12.5),
                3,
                "temperature is 99.5, expected 71.25",
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 0, 4, 42),
                1_732_233_605_000L,
                7,
                Attributes.NONE,
                List.of());
    }
}
