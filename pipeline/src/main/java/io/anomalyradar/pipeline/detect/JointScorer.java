package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.Contribution;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.detect.AnomalyTeller.Row;
import java.util.List;
import java.util.function.Consumer;

/** Takes frames as a whole through the joint detector, and has anomalies of their device told. Not thread-safe. */
final class JointScorer {
    private static final int TOLD_CONTRIBUTIONS = 5;

    private final JointDetector detector;
    private final AnomalyTeller teller;
    private final DetectMetrics meters;
    private final MultivariateEvaluation evaluation = new MultivariateEvaluation();

    JointScorer(JointConfig config, BudgetConfig budget, AnomalyTeller teller, DetectMetrics meters) {
        this.detector = new JointDetector(config, budget);
        this.teller = teller;
        this.meters = meters;
    }

    /** Takes the samples that {@code placement} has not refused, once the device has metrics enough. */
    void take(
            DeviceMemory memory, Frame frame, SourcePosition source, Placement placement, Consumer<Anomaly> anomalies) {
        DeviceState device = memory.detection();
        if (!detector.concerns(device.seriesCount())) {
            return;
        }
        JointState state = device.joint(detector);
        if (detector.takes(state, frame.timestampMillis())) {
            put(state, frame, placement);
            if (!detector.step(state, frame.timestampMillis(), device.sharers(), evaluation)) {
                return;
            }
            meters.judged(evaluation);
            if (AnomalyTeller.concerns(evaluation)) {
                Row row = new Row(frame.device(), frame.timestampMillis(), source, contributions(device, state));
                teller.take(memory, row, evaluation, anomalies);
            }
        }
    }

    private void put(JointState state, Frame frame, Placement placement) {
        for (int i = 0; i < frame.size(); i++) {
            if (placement.position(i) != Placement.REFUSED) {
                detector.put(state, placement.position(i), frame.value(i));
            }
        }
    }

    private List<Contribution> contributions(DeviceState device, JointState state) {
        if (evaluation.transition() == Transition.NONE) {
            return List.of();
        }
        return detector.shares(state, TOLD_CONTRIBUTIONS).stream()
                .map(share -> new Contribution(device.metric(share.metric()), share.part()))
                .toList();
    }
}
