package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.Arrays;

/** The result of one frame: an out-parameter that a caller creates once and passes to every step. Not thread-safe. */
public final class MultivariateEvaluation {

    final Verdict verdict = new Verdict();
    final AnomalyRun run = new AnomalyRun();
    final double[] members = new double[JointMember.COUNT];
    private boolean alarmed;
    private Transition transition = Transition.NONE;
    private double observedMillis;

    /** An empty evaluation. */
    public MultivariateEvaluation() {
        notScored();
    }

    void notScored() {
        verdict.clear();
        Arrays.fill(members, Double.NaN);
        alarmed = false;
        transition = Transition.NONE;
    }

    void scored(boolean alarmed, Transition transition) {
        this.alarmed = alarmed;
        this.transition = transition;
    }

    void observed(double millis) {
        observedMillis = millis;
    }

    /**
     * The increase in observed time of the device that the row contributes, with gaps limited; for a
     * {@link JointDetector}.
     */
    public double observedMillis() {
        return observedMillis;
    }

    /** Replaces the emitted transition. */
    void transition(Transition reported) {
        transition = reported;
    }

    /** Whether the frame was scored; false during warm-up and for a frame without a value. */
    public boolean isScored() {
        return !Double.isNaN(verdict.evidence());
    }

    /** Whether an anomaly of the device is open, this frame included, emitted or not. */
    public boolean isAlarmed() {
        return alarmed;
    }

    /** −log₁₀ of the probability of a frame at least this unusual, in [0, ∞); NaN if it was not scored. */
    public double score() {
        return verdict.evidence();
    }

    /** The pattern of the frame; {@link Pattern#NONE} if it is not unusual. */
    public Pattern pattern() {
        return verdict.pattern();
    }

    /** Whether the frame alone is unusual. */
    public boolean unusual() {
        return verdict.unusual();
    }

    /**
     * How far a member is above its own mean, in standard deviations of its logarithm; NaN if the frame was not scored.
     */
    public double member(JointMember member) {
        return members[member.code()];
    }

    /** The effect on the anomaly of the device; for a {@link JointDetector}, the transition to emit. */
    public Transition transition() {
        return transition;
    }

    /**
     * The anomaly that is open or has ended with this frame; otherwise meaningless. It has neither a value nor an
     * expected value.
     */
    public AnomalyRun run() {
        return run;
    }
}
