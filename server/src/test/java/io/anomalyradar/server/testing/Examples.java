package io.anomalyradar.server.testing;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Examples of the pipeline's output. */
public final class Examples {
    public static final String TELEMETRY_TOPIC = "AAAAAAAAAAAAAAAAAAAAAA";
    public static final long START = 1_732_233_600_000L;

    private Examples() {}

    public static Anomaly open(String id, String device) {
        return anomaly(id, 1, device, AnomalyState.OPEN);
    }

    public static Anomaly ended(String id, String device) {
        return anomaly(id, 2, device, AnomalyState.ENDED);
    }

    /** The alert of {@code anomaly}, with its id and revision. */
    public static Alert alert(Anomaly anomaly) {
        boolean ended = anomaly.state() == AnomalyState.ENDED;
        return new Alert(
                anomaly.id(),
                anomaly.revision(),
                "anomaly",
                "Anomaly: " + anomaly.metric() + " of " + anomaly.device(),
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

    /** An alert of {@code rule} to which that happened. */
    public static Alert of(String rule, AlertState state, Anomaly anomaly, List<TimelineEntry> timeline) {
        return new Alert(
                anomaly.id(),
                1,
                rule,
                rule,
                state,
                AlertSeverity.MEDIUM,
                0,
                "",
                0,
                "",
                List.of(),
                0,
                "fleet",
                "",
                anomaly,
                timeline);
    }

    /** {@code alert}, notified through {@code channels}. */
    public static Alert routed(Alert alert, List<String> channels) {
        return with(alert, channels, alert.timeline());
    }

    /** {@code alert} after {@code change}, at the present time. */
    public static Alert changed(Alert alert, AlertChange change) {
        List<TimelineEntry> timeline = new ArrayList<>(alert.timeline());
        timeline.add(new TimelineEntry(System.currentTimeMillis(), change, "", ""));
        return with(alert, alert.channels(), timeline);
    }

    private static Alert with(Alert alert, List<String> channels, List<TimelineEntry> timeline) {
        return new Alert(
                alert.id(),
                alert.revision(),
                alert.rule(),
                alert.title(),
                alert.state(),
                alert.severity(),
                alert.snoozedUntilMillis(),
                alert.silence(),
                alert.silencedUntilMillis(),
                alert.assignee(),
                channels,
                alert.dueMillis(),
                alert.area(),
                alert.incident(),
                alert.anomaly(),
                timeline);
    }

    /** An incident at site-b that was notified with each of its revisions. */
    public static Incident incident(String id, int revision, IncidentState state) {
        Alert lead = alert(open(id + "-lead", "pump-1")).in(id);
        boolean ended = state == IncidentState.RESOLVED;
        return new Incident(
                id,
                revision,
                "device:site-b",
                state,
                AlertSeverity.CRITICAL,
                "",
                0,
                "",
                List.of("webhook"),
                lead.createdMillis(),
                new Incident.Counts(7 * revision, ended ? 0 : 6, 3),
                new Incident.Notified(revision - 1, 7 * revision, AlertSeverity.CRITICAL, lead.createdMillis()),
                0,
                List.of(
                        new Incident.Member(lead.id(), "pump-1", lead.title(), lead.createdMillis()),
                        new Incident.Member(id + "-2", "pump-2", "Anomaly: pump-2", lead.createdMillis())),
                List.of(),
                List.of(),
                lead,
                List.of(new TimelineEntry(
                        lead.createdMillis(), ended ? AlertChange.RESOLVED : AlertChange.FIRED, "", "")));
    }

    public static Anomaly anomaly(String id, int revision, String device, AnomalyState state) {
        return anomaly(id, revision, device, state, Severity.CRITICAL, 42, System.currentTimeMillis());
    }

    /** As of the telemetry record at {@code offset}. */
    @SuppressWarnings("TooManyParameters")
    public static Anomaly anomaly(
            String id,
            int revision,
            String device,
            AnomalyState state,
            Severity severity,
            long offset,
            long appendTimeMillis) {
        return new Anomaly(
                id,
                revision,
                device,
                "temperature",
                state,
                severity,
                "SPIKE",
                START,
                state == AnomalyState.ENDED ? (Long) (START + 3_000) : null,
                new Anomaly.Peak(START + 1_000, 99.5, 71.25, 68.5, 74.0, 12.5),
                3,
                "temperature is 99.5, expected 71.25",
                new SourcePosition(TELEMETRY_TOPIC, 0, 4, offset),
                appendTimeMillis,
                7,
                Attributes.NONE,
                List.of());
    }

    /** An open anomaly of a device as a whole. */
    public static Anomaly openOfDevice(String id, String device) {
        return new Anomaly(
                id,
                1,
                device,
                Anomaly.WHOLE_DEVICE,
                AnomalyState.OPEN,
                Severity.WARNING,
                "JOINT",
                START - 1_000,
                null,
                new Anomaly.Peak(START + 1_000, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 4.5),
                3,
                "metrics together are unusual (score 4.5), most of all a 75 %, b 25 %: joint",
                new SourcePosition(TELEMETRY_TOPIC, 0, 4, 42),
                System.currentTimeMillis(),
                7,
                Attributes.NONE,
                List.of(new Contribution("a", 0.75), new Contribution("b", 0.25)));
    }

    /**
     * A normal score frame of {@code device} whose telemetry record has the offset {@code offset}; one value a metric.
     */
    public static ScoreFrame scores(String device, long offset, String... metrics) {
        return scores(device, new SourcePosition(TELEMETRY_TOPIC, 0, 4, offset), metrics);
    }

    /** The same of the telemetry record at {@code source}. */
    public static ScoreFrame scores(String device, SourcePosition source, String... metrics) {
        long offset = source.offset();
        double[] values = new double[metrics.length];
        Arrays.fill(values, (double) offset);
        SampleStatus[] statuses = new SampleStatus[metrics.length];
        Arrays.fill(statuses, SampleStatus.NORMAL);
        return new ScoreFrame(
                device,
                START + offset * 1_000,
                source,
                System.currentTimeMillis(),
                7,
                metrics,
                new ScoreFrame.Columns(
                        values, values.clone(), values.clone(), values.clone(), new double[metrics.length]),
                statuses,
                new Attributes("north", "pump", "", ""));
    }

    public static AggregateFrame aggregate(String device, String metric) {
        return new AggregateFrame(
                device,
                START - START % 60_000,
                60_000,
                new SourcePosition(TELEMETRY_TOPIC, 0, 4, 42),
                7,
                List.of(new AggregateFrame.Statistics(
                        metric,
                        new WindowStatistics(
                                10,
                                50,
                                0,
                                9,
                                2.9,
                                9,
                                new WindowStatistics.Scores(3.5, 2, 1, 1),
                                new WindowStatistics.Band(8, 41, -1, 10),
                                new WindowStatistics.Trend(12.5, 2.5)))));
    }
}
