package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.anomaly.Contribution;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;

/**
 * Keeps the anomalies of a device and of its series in step with the detectors, and tells each as it opens, grows and ends: under one id,
 * made from the record that opened it, with revisions 1, 2, 3 …, so that a replay tells the same.
 */
final class AnomalyTeller {
    private final int seriesVersion;
    private final int deviceVersion;

    AnomalyTeller(DetectorConfig config, JointConfig joint) {
        this.seriesVersion = config.version();
        this.deviceVersion = joint.version(config.budget());
    }

    /** Whether the sample is part of an anomaly, or ended one; false for nearly every sample. */
    static boolean concerns(Evaluation evaluation) {
        return evaluation.transition() != Transition.NONE || evaluation.status() == SampleStatus.ALARM;
    }

    /** Whether the row is part of an anomaly of its device, or ended one. */
    static boolean concerns(MultivariateEvaluation row) {
        return row.transition() != Transition.NONE || row.isAlarmed();
    }

    /** A sample of a device's newest frame, by the position of its metric. */
    record Sample(String device, int position, long timestampMillis, double value, SourcePosition source) {}

    /** The metrics of a device together, as of its newest frame, and those of them that matter most. */
    record Row(String device, long timestampMillis, SourcePosition source, List<Contribution> contributions) {}

    /** Takes a sample that {@linkplain #concerns concerns} an anomaly, and tells {@code out} what is worth it. */
    void take(DeviceMemory memory, Sample sample, Evaluation evaluation, Consumer<Anomaly> out) {
        NavigableMap<Integer, OpenAnomaly> anomalies = memory.anomalies();
        OpenAnomaly before = anomalies.get(sample.position);
        Transition transition = evaluation.transition();
        if (transition == Transition.NONE) {
            if (before != null) {
                anomalies.put(sample.position, before.followedBy(sample.timestampMillis, sample.value, evaluation));
            }
            return;
        }
        Change change = new Change(sample.device, sample.position, sample.source, Members.of(evaluation));
        tell(memory, change, transition, evaluation.run(), out);
    }

    /** Takes a row that {@linkplain #concerns concerns} an anomaly of its device, and tells {@code out} what is worth it. */
    void take(DeviceMemory memory, Row row, MultivariateEvaluation evaluation, Consumer<Anomaly> out) {
        NavigableMap<Integer, OpenAnomaly> anomalies = memory.anomalies();
        OpenAnomaly before = anomalies.get(DeviceMemory.WHOLE);
        Transition transition = evaluation.transition();
        if (transition == Transition.NONE) {
            if (before != null) {
                anomalies.put(DeviceMemory.WHOLE, before.followedBy(row.timestampMillis, evaluation));
            }
            return;
        }
        Change change = new Change(row.device, DeviceMemory.WHOLE, row.source, row.contributions);
        tell(memory, change, transition, evaluation.run(), out);
    }

    /** What is told anew: of which device and series, because of which record. */
    private record Change(String device, int position, SourcePosition source, List<Contribution> contributions) {}

    private void tell(
            DeviceMemory memory, Change change, Transition transition, AnomalyRun run, Consumer<Anomaly> out) {
        NavigableMap<Integer, OpenAnomaly> anomalies = memory.anomalies();
        OpenAnomaly before = anomalies.get(change.position);
        boolean ended = transition == Transition.ENDED;
        OpenAnomaly now;
        if (before == null) {
            String metric = metric(memory, change.position);
            String id = AnomalyId.of(change.source, change.device, metric);
            now = OpenAnomaly.opened(metric, id, run, change.contributions);
        } else {
            now = ended ? before.ended(run) : before.grown(run, change.contributions);
        }
        if (ended) {
            anomalies.remove(change.position);
        } else {
            anomalies.put(change.position, now);
        }
        out.accept(anomaly(memory, change.device, change.position, now, ended ? Course.ENDED : Course.OPEN));
    }

    /** Tells every open anomaly of {@code device} as ended, as far as it had come, because the device is forgotten in that {@code course}. */
    void endAll(DeviceMemory memory, String device, Course course, Consumer<Anomaly> out) {
        memory.anomalies().forEach((position, open) -> {
            if (position == DeviceMemory.WHOLE || !open.metric().isEmpty()) { // else the name went with the state
                out.accept(anomaly(memory, device, position, open.revised(), course));
            }
        });
        memory.anomalies().clear();
    }

    private static String metric(DeviceMemory memory, int position) {
        return position == DeviceMemory.WHOLE
                ? Anomaly.WHOLE_DEVICE
                : memory.detection().metric(position);
    }

    /** How an anomaly goes on. */
    enum Course {
        OPEN(AnomalyState.OPEN, ""),
        ENDED(AnomalyState.ENDED, ""),
        SILENCED(AnomalyState.ENDED, "; ended because the device fell silent and was forgotten"),
        LOST(AnomalyState.ENDED, "; ended because the job could not read what it knew of the device");

        private final AnomalyState state;
        private final String remark;

        Course(AnomalyState state, String remark) {
            this.state = state;
            this.remark = remark;
        }
    }

    private Anomaly anomaly(DeviceMemory memory, String device, int position, OpenAnomaly open, Course course) {
        return new Anomaly(
                open.id(),
                open.revision(),
                device,
                open.metric(),
                course.state,
                open.severity(),
                open.pattern().name(),
                open.startMillis(),
                course.state == AnomalyState.ENDED ? open.lastUnusualMillis() : null,
                open.peak(),
                open.samples(),
                explanation(position, open) + course.remark,
                memory.newest(),
                memory.detection().lastArrivalMillis(),
                position == DeviceMemory.WHOLE ? deviceVersion : seriesVersion,
                memory.attributes(),
                open.contributions());
    }

    private static String explanation(int position, OpenAnomaly open) {
        String pattern = open.pattern().name();
        return position == DeviceMemory.WHOLE
                ? Explanation.of(open.contributions(), open.peak().score(), pattern)
                : Explanation.of(open.peak(), open.contributions(), pattern);
    }
}
