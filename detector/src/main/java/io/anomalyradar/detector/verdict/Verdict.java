package io.anomalyradar.detector.verdict;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A detector's decision on one sample. Mutable and meant for reuse: a detector fills it, and the alarm policy and the
 * caller read it. Not thread-safe.
 */
public final class Verdict {

    private static final Member[] MEMBERS = Member.values();

    private final double[] votes = new double[MEMBERS.length];
    private double[] scratch = new double[0];
    private double expected;
    private double lower;
    private double upper;
    private double residual;
    private double evidence;
    private double rank;
    private double threshold;
    private boolean proceeding;
    private boolean raised;
    private Pattern pattern = Pattern.NONE;
    private @Nullable PriorNumbers prior;
    private boolean watching;

    /** An empty verdict; see {@link #clear()}. */
    public Verdict() {
        clear();
    }

    /** From now on, the numbers of a series before a sample that may begin an anomaly are kept. */
    public void keepPriors() {
        prior = new PriorNumbers();
    }

    /**
     * A step on the numbers in [{@code start}, {@code end}) begins, which may change those before {@code detector}
     * first.
     *
     * @param mayBegin whether an unusual sample is the first of its anomaly
     */
    public void begin(double[] state, int start, int detector, int end, boolean mayBegin) {
        watching = false;
        if (prior != null) {
            watching = mayBegin;
            prior.begin(start, end);
            save(state, start, detector);
        }
    }

    /** Declares that a detector may change the numbers in [{@code from}, {@code to}) before it {@link #decided}. */
    public void save(double[] state, int from, int to) {
        if (watching && prior != null) {
            prior.save(state, from, to);
        }
    }

    /**
     * The detector has judged the sample and learns it next.
     *
     * @param demanded the evidence that will be {@linkplain #demand demanded}; 0: none
     */
    public void decided(double[] state, double demanded) {
        if (watching && prior != null && (unusual() || (demanded > 0 && evidence >= demanded))) {
            prior.keep(state);
        }
    }

    /** The numbers of the series before the sample; null if it begins no anomaly, or if nobody asked for them. */
    public double @Nullable [] prior() {
        return prior == null ? null : prior.kept();
    }

    /** Sets the expected value and the edges of the band around it, in the unit of the sample. */
    public void expect(double expected, double lower, double upper) {
        this.expected = expected;
        this.lower = lower;
        this.upper = upper;
    }

    /** Marks the sample as expected, with an evidence of 0, because there is nothing to score it by. */
    public void accept(double value) {
        expect(value, value, value);
        judge(0, 0, Pattern.NONE);
    }

    /**
     * An array of at least this many numbers that a detector may overwrite, with any content. Allocates only the first
     * time.
     */
    public double[] scratch(int size) {
        if (scratch.length < size) {
            scratch = new double[size];
        }
        return scratch;
    }

    /** Sets the residual in sigmas, the evidence −log₁₀ p, and the pattern; {@link Pattern#NONE} means not unusual. */
    public void judge(double residual, double evidence, Pattern pattern) {
        this.residual = residual;
        this.evidence = evidence;
        this.rank = evidence;
        this.pattern = pattern;
        this.threshold = 0;
        this.proceeding = false;
        this.raised = false;
    }

    /** Sets, after {@link #judge}, the score of the sample if it raises no alarm; else it is the evidence. */
    public void rank(double score) {
        rank = score;
    }

    /** Marks, after {@link #judge}, that an open anomaly continues with this sample, although it may open none. */
    public void proceed() {
        proceeding = true;
    }

    /** Makes the sample unusual if and only if its evidence reaches {@code threshold}. */
    public void demand(double threshold) {
        this.threshold = threshold;
        if (evidence < threshold) {
            pattern = Pattern.NONE;
        } else if (pattern == Pattern.NONE) {
            pattern = residual < 0 ? Pattern.DIP : Pattern.SPIKE;
        }
    }

    /** The {@linkplain #demand demanded} evidence; 0 if none was. */
    public double threshold() {
        return threshold;
    }

    /** Marks, for the alarm policy, that the sample is not relevant, however unusual it is. */
    public void overlook() {
        pattern = Pattern.NONE;
    }

    /** Marks, for the alarm policy, that this sample raises an alarm. */
    public void raise() {
        raised = true;
    }

    /** Sets the vote of a member of the default detector: −log₁₀ p, negated if the signal is low. */
    public void vote(Member member, double score) {
        votes[member.place()] = score;
    }

    /** The vote of a member of the default detector; 0 with other detectors. */
    public double vote(Member member) {
        return votes[member.place()];
    }

    /** The member with the vote of the greatest magnitude; the first of equal ones. */
    public Member loudest() {
        int loudest = 0;
        for (int i = 1; i < MEMBERS.length; i++) {
            if (Math.abs(votes[i]) > Math.abs(votes[loudest])) {
                loudest = i;
            }
        }
        return MEMBERS[loudest];
    }

    /** Makes every number NaN and the pattern {@link Pattern#NONE}: the sample was not scored. */
    public void clear() {
        expect(Double.NaN, Double.NaN, Double.NaN);
        judge(Double.NaN, Double.NaN, Pattern.NONE);
        Arrays.fill(votes, 0);
        if (prior != null) {
            prior.discard();
        }
    }

    /** The expected value of the sample. */
    public double expected() {
        return expected;
    }

    /** The lower edge of the band. */
    public double lower() {
        return lower;
    }

    /** The upper edge of the band. */
    public double upper() {
        return upper;
    }

    /** (value − expected) / sigma. */
    public double residual() {
        return residual;
    }

    /** −log₁₀ of the probability of a sample at least this unusual, in [0, ∞). */
    public double evidence() {
        return evidence;
    }

    /** The evidence of a sample that raises an alarm; of others, what ranks them. */
    public double score() {
        return raised ? evidence : rank;
    }

    /** Whether the alarm policy lets the sample raise an alarm. */
    public boolean raised() {
        return raised;
    }

    /** The pattern; {@link Pattern#NONE} if the sample is not unusual. */
    public Pattern pattern() {
        return pattern;
    }

    /** Whether the detector finds the sample unusual. */
    public boolean unusual() {
        return pattern != Pattern.NONE;
    }

    /** Whether an open anomaly continues: the sample is unusual, or the detector says so. */
    public boolean goesOn() {
        return proceeding || unusual();
    }

    /** 1 if the sample is beyond the upper edge of the usual range, −1 beyond the lower edge, 0 inside. */
    public int side() {
        return switch (pattern) {
            case SPIKE -> 1;
            case DIP -> -1;
            case NONE, DRIFT, JOINT, FLAT_LINE, GAP -> 0;
            case LEVEL_SHIFT, SHAPE, VARIANCE_CHANGE, OSCILLATION -> sideOfResidual();
        };
    }

    /** 1 if the sample is unusual because it is above the expected value, −1 below, 0 if the pattern has no side. */
    public int direction() {
        return switch (pattern) {
            case SPIKE -> 1;
            case DIP -> -1;
            case DRIFT, LEVEL_SHIFT -> sideOfResidual();
            case NONE, SHAPE, JOINT, VARIANCE_CHANGE, OSCILLATION, FLAT_LINE, GAP -> 0;
        };
    }

    private int sideOfResidual() {
        return residual < 0 ? -1 : 1;
    }
}
