package io.anomalyradar.alerting.capsule;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.Explanation;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleSample;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.AlertRuleJson;
import io.anomalyradar.model.control.Placement;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Detects as the job does, and keeps a capsule of each anomaly that has ended. */
final class Recorder implements Detections {
    static final SourcePosition SOURCE = new SourcePosition("topic", 0, 0, 42);

    private final DetectorConfig config;
    private final int sharers;
    private final DetectionHost host;
    private final SeriesState series;
    private final List<CapsuleSample> samples = new ArrayList<>();
    private final List<Capsule> capsules = new ArrayList<>();
    private @Nullable SeriesState before;
    private @Nullable CapsuleStart start;
    private long beganMillis;
    private long nowMillis;
    private double value;
    private int opened;

    Recorder(DetectorConfig config, int sharers) {
        this.config = config;
        this.sharers = sharers;
        this.host = new DetectionHost((device, metric) -> config, null);
        this.series = new SeriesState("temperature", 0, config);
        host.keepPriors();
    }

    void take(long timestampMillis, double next) {
        nowMillis = timestampMillis;
        value = next;
        host.take("pump-7", series, sharers, timestampMillis, next, this);
    }

    List<Capsule> capsules() {
        return capsules;
    }

    @Override
    public void evaluated(int index, SeriesState state, Evaluation evaluation, int version) {
        samples.add(new CapsuleSample(
                nowMillis,
                value,
                evaluation.expected(),
                evaluation.lower(),
                evaluation.upper(),
                evaluation.score() >= 0 ? evaluation.score() : 0,
                evaluation.status(),
                1));
    }

    @Override
    public void begins(SeriesState state, int sharing, DetectorConfig settings) {
        before = state;
        beganMillis = nowMillis;
    }

    @Override
    public String newId(String metric) {
        return "a" + opened++;
    }

    @Override
    public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int version) {
        SeriesState state = before;
        if (anomaly.revision() == 1 && state != null) {
            String bytes = CapsuleStart.encoded(state);
            start = new CapsuleStart(anomaly.id(), "pump-7", metric, beganMillis, SOURCE, sharers, 1, config, bytes);
        }
        if (course == Course.ENDED) {
            capsules.add(capsule(anomaly(metric, anomaly, run)));
        }
    }

    private static Anomaly anomaly(String metric, OpenAnomaly anomaly, AnomalyRun run) {
        return new Anomaly(
                anomaly.id(),
                anomaly.revision(),
                "pump-7",
                metric,
                AnomalyState.ENDED,
                run.severity(),
                run.pattern().name(),
                run.startMillis(),
                run.endMillis(),
                new Anomaly.Peak(
                        run.peakMillis(),
                        run.peakValue(),
                        run.peakExpected(),
                        run.peakLower(),
                        run.peakUpper(),
                        run.peakScore()),
                run.samples(),
                Explanation.ofSeries(run, anomaly.contributions()) + Course.ENDED.remark(),
                SOURCE,
                5_000,
                1,
                Attributes.NONE,
                anomaly.contributions());
    }

    private Capsule capsule(Anomaly anomaly) {
        AlertSeverity severity =
                switch (anomaly.severity()) {
                    case WARNING -> AlertSeverity.MEDIUM;
                    case CRITICAL -> AlertSeverity.CRITICAL;
                };
        Alert alert = new Alert(
                anomaly.id(),
                2,
                AlertRule.EVERY_ANOMALY.id(),
                "Anomaly: temperature of pump-7",
                AlertState.RESOLVED,
                severity,
                0,
                "",
                0,
                "",
                List.of(),
                0,
                "",
                "",
                anomaly,
                List.of(new TimelineEntry(5_000, AlertChange.FIRED, "", "")));
        long from = start == null ? 0 : start.timestampMillis();
        return new Capsule(
                "test",
                SeriesStateCodec.VERSION,
                alert,
                AlertRuleJson.encode(AlertRule.EVERY_ANOMALY),
                Placement.NONE,
                start,
                "",
                samples.stream()
                        .filter(sample -> sample.timestampMillis() >= from)
                        .toList());
    }
}
