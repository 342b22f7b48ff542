package io.anomalyradar.app.score;

import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.Member;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What was said of the newest row of a device as a whole; rows that were not judged repeat it. Score 0 and no alarm before the first that was
 * scored. Not thread-safe.
 */
final class JointScore {
    private static final int TOLD = 3;

    /** What a metric has to do with an unusual row: a part of 1, to the hundredth. */
    record NamedShare(String metric, double part) {}

    private final JointDetector detector;
    private final JointState state;
    private final MultivariateEvaluation evaluation = new MultivariateEvaluation();
    private List<NamedShare> shares = List.of();
    private boolean open;

    JointScore(JointDetector detector) {
        this(detector, detector.newState());
    }

    private JointScore(JointDetector detector, JointState state) {
        this.detector = detector;
        this.state = state;
    }

    /** Another device with the same past. */
    JointScore copy() {
        return new JointScore(detector, state.copy());
    }

    /** Takes a value of the row, by the position of its metric. */
    void put(int metric, long timestampMillis, double value) {
        if (detector.takes(state, timestampMillis)) {
            detector.put(state, metric, value);
            open = true;
        }
    }

    /** Ends the row; {@code metrics} names positions. */
    void end(long timestampMillis, IntFunction<String> metrics) {
        if (open && detector.step(state, timestampMillis, evaluation)) {
            shares = evaluation.unusual() ? named(metrics) : List.of();
        }
        open = false;
    }

    private List<NamedShare> named(IntFunction<String> metrics) {
        return detector.shares(state, TOLD).stream()
                .map(share -> new NamedShare(metrics.apply(share.metric()), Math.round(100 * share.part()) / 100.0))
                .toList();
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
    List<NamedShare> shares() {
        return shares;
    }
}
