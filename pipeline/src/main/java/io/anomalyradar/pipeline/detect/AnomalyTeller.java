package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.NavigableMap;
import java.util.function.Consumer;

/**
 * Keeps the anomalies of a device in step with the detector, and tells each as it opens, grows and ends: under one id, made from
 * the record that opened it, with revisions 1, 2, 3 …, so that a replay tells the same.
 */
final class AnomalyTeller {
    private static final String SILENCED = "; ended because the device fell silent and was forgotten";

    private final int configVersion;

    AnomalyTeller(DetectorConfig config) {
        this.configVersion = config.version();
    }

    /** Whether the sample is part of an anomaly, or ended one; false for nearly every sample. */
    static boolean concerns(Evaluation evaluation) {
        return evaluation.transition() != Transition.NONE || evaluation.status() == SampleStatus.ALARM;
    }

    /** A sample of a device's newest frame, by the position of its metric. */
    record Sample(String device, int position, long timestampMillis, double value, SourcePosition source) {}

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
        String metric = memory.detection().metric(sample.position);
        OpenAnomaly now = before == null
                ? OpenAnomaly.opened(AnomalyId.of(sample.source, sample.device, metric), evaluation.run())
                : before.grown(evaluation.run());
        if (transition == Transition.ENDED) {
            anomalies.remove(sample.position);
            out.accept(anomaly(memory, sample.device, metric, now, AnomalyState.ENDED, ""));
        } else {
            anomalies.put(sample.position, now);
            out.accept(anomaly(memory, sample.device, metric, now, AnomalyState.OPEN, ""));
        }
    }

    /** Tells every open anomaly of {@code device} as ended, as far as it had come, because the device is forgotten. */
    void endAll(DeviceMemory memory, String device, Consumer<Anomaly> out) {
        memory.anomalies().forEach((position, open) -> {
            String metric = memory.detection().metric(position);
            out.accept(anomaly(memory, device, metric, open.revised(), AnomalyState.ENDED, SILENCED));
        });
        memory.anomalies().clear();
    }

    private Anomaly anomaly(
            DeviceMemory memory, String device, String metric, OpenAnomaly open, AnomalyState state, String remark) {
        String pattern = open.pattern().name();
        return new Anomaly(
                open.id(),
                open.revision(),
                device,
                metric,
                state,
                SpokenWords.of(open.severity()),
                pattern,
                open.startMillis(),
                state == AnomalyState.ENDED ? open.lastUnusualMillis() : null,
                open.peak(),
                open.samples(),
                Explanation.of(open.peak(), pattern) + remark,
                memory.newest(),
                configVersion,
                memory.attributes());
    }
}
