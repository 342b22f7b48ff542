package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.verdict.Member;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The outcome of one step: an out-parameter that a caller makes once and passes to every step. Not thread-safe.
 *
 * <p>{@link #expected()}, {@link #lower()}, {@link #upper()} and {@link #score()} are NaN when the sample was not scored
 * ({@link SampleStatus#WARM_UP}, {@link SampleStatus#LATE}).
 */
public final class Evaluation {

    private static final Member[] FINDERS = {
        Member.SEASONAL, Member.LEVEL, Member.SUSTAINED, Member.SHAPE, Member.FLAT_LINE
    };

    final Verdict verdict = new Verdict();
    private final AnomalyRun run = new AnomalyRun();
    private SampleStatus status = SampleStatus.WARM_UP;
    private Transition transition = Transition.NONE;
    private double observedMillis;

    /** An evaluation that says nothing yet. */
    public Evaluation() {}

    void notScored(SampleStatus status) {
        verdict.clear();
        this.status = status;
        this.transition = Transition.NONE;
    }

    void scored(SampleStatus status, Transition transition) {
        this.status = status;
        this.transition = transition;
    }

    void observed(double millis) {
        observedMillis = millis;
    }

    /** By how much the sample prolonged the time that its series is watched, a gap cut, in milliseconds: alarms of this time are what a budget counts. */
    public double observedMillis() {
        return observedMillis;
    }

    /** What became of the sample. */
    public SampleStatus status() {
        return status;
    }

    /** The value that was expected, in the unit of the sample. */
    public double expected() {
        return verdict.expected();
    }

    /** The lower edge of the band around the expected value. */
    public double lower() {
        return verdict.lower();
    }

    /** The upper edge of the band around the expected value. */
    public double upper() {
        return verdict.upper();
    }

    /**
     * How unusual the sample is, in [0, ∞); see {@link ScoreScale} for 0 to 1. Where it {@linkplain #raised raises an alarm}: −log₁₀ of the chance
     * of one at least this unusual, not below the threshold. Elsewhere it ranks the samples, below the threshold of the ensemble.
     */
    public double score() {
        return verdict.score();
    }

    /** The score as it would be if nothing had been told before. */
    public double evidence() {
        return verdict.evidence();
    }

    /** Whether the sample raises an alarm: it opens an anomaly or makes one worth telling again. */
    public boolean raised() {
        return verdict.raised();
    }

    /** What a member of the ensemble says: −log₁₀ p, negated where the signal is low; 0 under another detector. */
    public double vote(Member member) {
        return verdict.vote(member);
    }

    /**
     * The members of the ensemble whose votes raise alarms and that have found the sample unusual, by their part of all such votes, largest first; none where
     * the detector has no members. Allocates: meant for the few samples that change an anomaly.
     */
    public List<Contribution> contributions() {
        double all = 0;
        for (Member member : FINDERS) {
            all += Math.abs(vote(member));
        }
        List<Contribution> members = new ArrayList<>();
        for (Member member : FINDERS) {
            double vote = Math.abs(vote(member));
            if (vote > 0) {
                members.add(new Contribution(member.word(), vote / all));
            }
        }
        members.sort(Comparator.comparingDouble(Contribution::share).reversed());
        return List.copyOf(members);
    }

    /** Whether an open anomaly goes on with the sample: it is unusual, or the signal has not come back to its level. */
    public boolean goesOn() {
        return verdict.goesOn();
    }

    /** (value − mean) / sigma of the window, or of the long term under the ensemble; cut to ±10⁶. */
    public double residual() {
        return verdict.residual();
    }

    /** Whether the sample by itself is unusual. */
    public boolean unusual() {
        return verdict.unusual();
    }

    /** What the sample looks like; {@link Pattern#NONE} when it is not unusual. */
    public Pattern pattern() {
        return verdict.pattern();
    }

    /** What the sample did to the anomaly of its series. */
    public Transition transition() {
        return transition;
    }

    /** The anomaly that opened, grew or ended; says nothing while {@link #transition()} is {@link Transition#NONE}. */
    public AnomalyRun run() {
        return run;
    }
}
