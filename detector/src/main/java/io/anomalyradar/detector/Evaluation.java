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
 * The result of one step: an out-parameter that a caller creates once and passes to every step. Not thread-safe.
 *
 * <p>{@link #expected()}, {@link #lower()}, {@link #upper()} and {@link #score()} are NaN if the sample was not scored
 * ({@link SampleStatus#WARM_UP}, {@link SampleStatus#LATE}).
 */
public final class Evaluation {

    private static final Member[] MEMBERS = Member.values();

    final Verdict verdict = new Verdict();
    private final AnomalyRun run = new AnomalyRun();
    private SampleStatus status = SampleStatus.WARM_UP;
    private Transition transition = Transition.NONE;
    private double observedMillis;

    /** An empty evaluation. */
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

    /**
     * The increase in observed time that the sample contributes, in milliseconds, with gaps limited: the alarm budget
     * is a rate over observed time.
     */
    public double observedMillis() {
        return observedMillis;
    }

    /** The status of the sample. */
    public SampleStatus status() {
        return status;
    }

    /** The expected value, in the unit of the sample. */
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
     * How unusual the sample is, in [0, ∞); see {@link ScoreScale} for 0 to 1. If the sample {@linkplain #raised raises
     * an alarm}, the score is −log₁₀ of the probability of a sample at least this unusual, and not below the threshold.
     * Otherwise it ranks the samples; that of the default detector stays below its least score, also while an anomaly
     * goes on that has been reported.
     */
    public double score() {
        return verdict.score();
    }

    /** Whether the sample raises an alarm: it opens an anomaly, or raises its score enough to emit it again. */
    public boolean raised() {
        return verdict.raised();
    }

    /** The vote of a member of the default detector: −log₁₀ p, negated if the signal is low; 0 with other detectors. */
    public double vote(Member member) {
        return verdict.vote(member);
    }

    /**
     * The members of the default detector that find the sample unusual, with their shares of all votes, largest first; empty if the detector has no members. Allocates: intended for the few samples that
     * change an anomaly.
     */
    public List<Contribution> contributions() {
        double all = 0;
        for (Member member : MEMBERS) {
            all += Math.abs(vote(member));
        }
        List<Contribution> members = new ArrayList<>();
        for (Member member : MEMBERS) {
            double vote = Math.abs(vote(member));
            if (vote > 0) {
                members.add(new Contribution(member.word(), vote / all));
            }
        }
        members.sort(Comparator.comparingDouble(Contribution::share).reversed());
        return List.copyOf(members);
    }

    /**
     * Whether an open anomaly continues with the sample: it is unusual, or the signal has not returned to its level.
     */
    public boolean goesOn() {
        return verdict.goesOn();
    }

    /** (value − mean) / sigma of the window, or the error of the prediction in sigmas; limited to ±10⁶. */
    public double residual() {
        return verdict.residual();
    }

    /** Whether the sample alone is unusual. */
    public boolean unusual() {
        return verdict.unusual();
    }

    /** The pattern of the sample; {@link Pattern#NONE} if it is not unusual. */
    public Pattern pattern() {
        return verdict.pattern();
    }

    /** The effect of the sample on the anomaly of its series. */
    public Transition transition() {
        return transition;
    }

    /** The anomaly that opened, grew or ended; meaningless while {@link #transition()} is {@link Transition#NONE}. */
    public AnomalyRun run() {
        return run;
    }
}
