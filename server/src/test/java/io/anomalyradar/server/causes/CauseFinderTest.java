package io.anomalyradar.server.causes;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.alerting.cause.ProbableCause;
import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.duckdb.DuckDbHistory;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.control.DeviceEntry;
import io.anomalyradar.model.control.DeviceJson;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a DuckDB store: a line that a pump feeds, and the motor of the pump, whose site sends nothing. */
final class CauseFinderTest {
    private static final long ALARM = 1_700_000_000_000L / 60_000 * 60_000;
    private static final int MINUTES = 410;

    private final HistoryStore store;
    private final DeviceRegistry registry = new DeviceRegistry();
    private final Map<String, Alert> alerts = new HashMap<>();
    private long offset;

    CauseFinderTest(@TempDir Path directory) throws Exception {
        store = DuckDbHistory.open(
                directory.resolve("history.db"),
                new HistoryConfig(HistoryConfig.Retention.DEFAULT, Duration.ofMillis(20), 250_000, 256, null));
        register("line", "site", List.of());
        register("pump", "site", List.of("line"));
        register("motor", "site", List.of("pump"));
        register("lamp", "site", List.of());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void deviceThatFeedsTheOneWithTheSymptom_isFound_thoughItHasOtherMetrics() {
        stored("line", "flow", 100, 40);
        stored("pump", "pressure", 6, 2);
        stored("motor", "vibration", 1, 1);
        stored("lamp", "power", 60, 600);

        ProbableCause cause = finder(ALARM + 3_600_000).of(alert("a", "line", "flow", 40, 100));

        assertThat(cause.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("pump");
        assertThat(cause.candidates().get(0).path()).containsExactly("line", "pump");
        assertThat(cause.candidates().get(0).reasons()).anyMatch(reason -> reason.startsWith("pressure is 2"));
    }

    @Test
    void deviceThatFallsSilent_isFound_onceTheMinuteIsOver() {
        stored("line", "flow", 100, 40);
        stored("pump", "pressure", 6, Double.NaN);

        ProbableCause early = finder(ALARM + 1_000).of(alert("a", "line", "flow", 40, 100));
        ProbableCause late = finder(ALARM + 600_000).of(alert("a", "line", "flow", 40, 100));

        assertThat(early.verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
        assertThat(late.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(late.candidates().get(0).device()).isEqualTo("pump");
        assertThat(late.candidates().get(0).metric()).isEmpty();
    }

    @Test
    void changeOfADeviceThatLeadsThere_isAReason_othersAreNotListed() {
        stored("line", "flow", 100, 40);
        stored("pump", "pressure", 6, 2);
        happened("deploy", "pump", ALARM - 240_000);
        happened("login", "pump", ALARM - 180_000);
        happened("deploy", "lamp", ALARM - 180_000);
        happened("deploy", "pump", ALARM - 7_200_000);

        ProbableCause cause = finder(ALARM + 3_600_000).of(alert("a", "line", "flow", 40, 100));

        assertThat(cause.changes()).containsExactly(new ProbableCause.Change("pump", "deploy", ALARM - 240_000));
        assertThat(cause.candidates().get(0).reasons()).contains("deploy 4 minutes before");
    }

    private void happened(String type, String device, long millis) {
        Event event = new Event(type, device, millis, null, new TreeMap<>());
        SourcePosition source = new SourcePosition("eventsTopic00000000000", 0, 0, offset++);
        store.commit(HistoryBatch.builder()
                .add(RecordedEvent.of(event, source, millis))
                .build());
    }

    @Test
    void nothingLeadsToTheDevice_evidenceIsInsufficient() {
        stored("other", "flow", 100, 40);

        assertThat(finder(ALARM + 600_000)
                        .of(alert("a", "other", "flow", 40, 100))
                        .verdict())
                .isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void incident_isExplainedByTheDeviceToWhichItsAlertsLead() {
        stored("line", "flow", 100, 40);
        stored("pump", "flow", 100, 40);
        stored("motor", "speed", 1_000, 100);
        Alert lead = alert("a", "line", "flow", 40, 100);
        alert("b", "pump", "flow", 40, 100);
        CauseFinder finder = finder(ALARM + 3_600_000);

        ProbableCause cause = finder.of(incident(lead, "a", "b", "unknown"));

        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("motor");
        assertThat(cause.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(finder.of(incident(lead, "a", "b"))).isSameAs(cause);
    }

    @Test
    void containedDeviceThatFallsSilentWithItsPlace_isExplainedByThat() throws Exception {
        register("site", "", List.of());
        stored("site", "power", 400, Double.NaN);
        stored("lamp", "power", 60, Double.NaN);

        ProbableCause cause = finder(ALARM + 3_600_000).of(alert("a", "lamp", "", Double.NaN, Double.NaN));

        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("site");
    }

    private CauseFinder finder(long nowMillis) {
        return new CauseFinder(
                store,
                () -> registry,
                id -> Optional.ofNullable(alerts.get(id)),
                Clock.fixed(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC));
    }

    private void register(String device, String parent, List<String> feeds) throws Exception {
        DeviceEntry entry = new DeviceEntry(device, 1, "", "", parent, feeds, Map.of(), "", 0, List.of(), false, 0);
        registry.add(device, offset++, 1, DeviceJson.write(entry));
    }

    /** A sample a minute: around {@code usual}, and {@code now} from the alarm on; NaN: none. */
    private void stored(String device, String metric, double usual, double now) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int minute = -MINUTES; minute < 10; minute++) {
            double value = minute < 0 ? usual * (1 + 0.01 * Math.sin(minute)) : now;
            if (Double.isFinite(value)) {
                batch.add(frame(device, metric, ALARM + minute * 60_000L + 500, value));
            }
        }
        store.commit(batch.build());
    }

    private ScoreFrame frame(String device, String metric, long millis, double value) {
        return new ScoreFrame(
                device,
                millis,
                new SourcePosition("telemetryTopic00000000", 0, 0, offset++),
                millis,
                1,
                new String[] {metric},
                new ScoreFrame.Columns(
                        new double[] {value},
                        new double[] {value},
                        new double[] {value - 1},
                        new double[] {value + 1},
                        new double[] {0}),
                new SampleStatus[] {SampleStatus.NORMAL},
                Attributes.NONE);
    }

    private Alert alert(String id, String device, String metric, double actual, double expected) {
        Anomaly anomaly = new Anomaly(
                id,
                1,
                device,
                metric,
                AnomalyState.OPEN,
                Severity.WARNING,
                metric.isEmpty() ? Anomaly.NO_DATA : "LEVEL_SHIFT",
                ALARM,
                null,
                new Anomaly.Peak(ALARM, actual, expected, expected - 1, expected + 1, 9),
                3,
                "",
                new SourcePosition("telemetryTopic00000000", 0, 0, 1),
                ALARM,
                1,
                Attributes.NONE,
                List.of());
        Alert alert = new Alert(
                id,
                1,
                "all",
                device,
                AlertState.FIRING,
                AlertSeverity.HIGH,
                0,
                "",
                0,
                "",
                List.of(),
                0,
                "fleet",
                "",
                anomaly,
                List.of(new TimelineEntry(ALARM, AlertChange.FIRED, "", "")));
        alerts.put(id, alert);
        return alert;
    }

    private Incident incident(Alert lead, String... members) {
        return new Incident(
                "i",
                1,
                "fleet",
                IncidentState.OPEN,
                AlertSeverity.HIGH,
                "",
                0,
                "",
                List.of(),
                ALARM,
                new Incident.Counts(members.length, members.length, members.length),
                new Incident.Notified(0, 1, AlertSeverity.HIGH, ALARM),
                0,
                java.util.Arrays.stream(members)
                        .map(id -> new Incident.Member(
                                id, alerts.containsKey(id) ? alerts.get(id).device() : id, "", ALARM))
                        .toList(),
                List.of(),
                List.of(),
                lead,
                lead.timeline());
    }
}
