package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.Arrays;

/** The outcome of one frame: an out-parameter that a caller makes once and passes to every step. Not thread-safe. */
public final class MultivariateEvaluation {

    final Verdict verdict = new Verdict();
    final AnomalyRun run = new AnomalyRun();
    final double[] members = new double[JointMember.COUNT];
    private boolean alarmed;
    private Transition transition = Transition.NONE;
    private double observedMillis;

    /** An evaluation that says nothing yet. */
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

    /** By how much the row made the time longer that the device is watched, a gap cut; of a {@link JointDetector}. */
    public double observedMillis() {
        return observedMillis;
    }

    /** Replaces what there is to tell. */
    void tell(Transition told) {
        transition = told;
    }

    /** Whether the frame was scored; not so during warm-up, and when it had no value. */
    public boolean isScored() {
        return !Double.isNaN(verdict.score());
    }

    /** Whether an anomaly of the device is open, this frame included, be it told or not. */
    public boolean isAlarmed() {
        return alarmed;
    }

    /** −log₁₀ of the chance of a frame at least this unusual, in [0, ∞); NaN when it was not scored. */
    public double score() {
        return verdict.score();
    }

    /** What the frame looks like; {@link Pattern#NONE} when it is not unusual. */
    public Pattern pattern() {
        return verdict.pattern();
    }

    /** Whether the frame by itself is unusual. */
    public boolean unusual() {
        return verdict.unusual();
    }

    /** How far a member is above its own mean, in standard deviations of its logarithm; NaN when the frame was not scored. */
    public double member(JointMember member) {
        return members[member.code()];
    }

    /** What became of the anomaly of the device; of a {@link JointDetector}, what there is to tell of it. */
    public Transition transition() {
        return transition;
    }

    /**
     * The anomaly that is open or has ended with this frame; says nothing otherwise. It has neither a value nor an expected value.
     */
    public AnomalyRun run() {
        return run;
    }
}
