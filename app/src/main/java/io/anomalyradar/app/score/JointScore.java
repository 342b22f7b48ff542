package io.anomalyradar.app.score;

import io.anomalyradar.detector.ScoreScale;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.multivariate.JointMember;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The evaluation of the newest row of a device as a whole; rows that were not evaluated repeat it. Score 0 and no alarm
 * before the first that was scored. Not thread-safe.
 */
final class JointScore {
    private final Map<JointMember, Double> members = new EnumMap<>(JointMember.class);
    private double unit;
    private boolean alarm;
    private boolean judged;
    private Pattern kind = Pattern.NONE;
    private List<Contribution> contributions = List.of();

    /** Starts a row that has not been evaluated. */
    void rest() {
        judged = false;
    }

    /** The row was evaluated. */
    void judged(MultivariateEvaluation row, List<Contribution> metrics) {
        judged = true;
        unit = row.isScored() ? ScoreScale.toUnit(row.score()) : 0;
        alarm = row.isAlarmed();
        kind = row.pattern();
        for (JointMember member : JointMember.values()) {
            members.put(member, row.member(member));
        }
        contributions = metrics;
    }

    /** Whether this row was evaluated. */
    boolean isJudged() {
        return judged;
    }

    /** 0 to 1. */
    double unit() {
        return unit;
    }

    /** Whether an anomaly of the device is open. */
    boolean alarm() {
        return alarm;
    }

    /** NaN before the first score. */
    double member(JointMember member) {
        return members.getOrDefault(member, Double.NaN);
    }

    Pattern kind() {
        return kind;
    }

    /** The metrics that matter most, largest first; none when the row is usual. */
    List<Contribution> contributions() {
        return contributions;
    }
}
