package io.anomalyradar.app.score;

import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.Member;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.model.anomaly.Contribution;
import java.util.Arrays;
import java.util.List;

/**
 * What was said of the newest row of a device as a whole; rows that were not judged repeat it. Score 0 and no alarm before the first that was
 * scored. Not thread-safe.
 */
final class JointScore {
    private static final int TOLD = 5;

    private final JointDetector detector;
    private final MultivariateEvaluation evaluation = new MultivariateEvaluation();
    private int[] positions = new int[8];
    private double[] values = new double[8];
    private int taken;
    private boolean judged;
    private List<Contribution> contributions = List.of();

    /** Nothing was said yet. */
    JointScore(JointDetector detector) {
        this.detector = detector;
    }

    /** Takes a value of the row, by the position of its metric. */
    void put(int position, double value) {
        if (taken == values.length) {
            positions = Arrays.copyOf(positions, 2 * taken);
            values = Arrays.copyOf(values, 2 * taken);
        }
        positions[taken] = position;
        values[taken++] = value;
    }

    /** Ends the row, as the pipeline does with a frame. */
    void end(DeviceState device, long timestampMillis) {
        judged = false;
        if (taken > 0 && detector.concerns(device.seriesCount())) {
            JointState state = device.joint(detector);
            if (detector.takes(state, timestampMillis)) {
                for (int i = 0; i < taken; i++) {
                    detector.put(state, positions[i], values[i]);
                }
                judged = detector.step(state, timestampMillis, device.sharers(), evaluation);
            }
        }
        taken = 0;
        if (judged) {
            contributions = evaluation.unusual() ? contributions(device) : List.of();
        }
    }

    private List<Contribution> contributions(DeviceState device) {
        return detector.shares(device.joint(detector), TOLD).stream()
                .map(share -> new Contribution(device.metric(share.metric()), share.part()))
                .toList();
    }

    /** What the row did to the anomaly of the device. */
    Transition transition() {
        return judged ? evaluation.transition() : Transition.NONE;
    }

    /** That anomaly, unless there was no transition. */
    AnomalyRun run() {
        return evaluation.run();
    }

    /** 0 to 1. */
    double unit() {
        return evaluation.isScored() ? ScoreScale.toUnit(evaluation.score()) : 0;
    }

    /** Whether an anomaly of the device is open. */
    boolean alarm() {
        return evaluation.isAlarmed();
    }

    /** NaN before the first score. */
    double member(Member member) {
        return evaluation.member(member);
    }

    Pattern kind() {
        return evaluation.pattern();
    }

    /** The metrics that matter most, largest first; none when the row is usual. */
    List<Contribution> contributions() {
        return contributions;
    }
}
