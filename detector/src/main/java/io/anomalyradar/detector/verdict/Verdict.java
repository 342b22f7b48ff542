package io.anomalyradar.detector.verdict;

/**
 * A detector's decision on one sample. Mutable and meant to be reused: a detector fills it, the alarm policy and the
 * caller read it. Not thread-safe.
 */
public final class Verdict {

    private double expected;
    private double lower;
    private double upper;
    private double residual;
    private double score;
    private Pattern pattern = Pattern.NONE;

    /** A verdict that says nothing yet, see {@link #clear()}. */
    public Verdict() {
        clear();
    }

    /** States the expected value and the edges of the band around it, in the unit of the sample. */
    public void expect(double expected, double lower, double upper) {
        this.expected = expected;
        this.lower = lower;
        this.upper = upper;
    }

    /** States the residual in sigmas, the score −log₁₀ p, and the pattern; {@link Pattern#NONE} means not unusual. */
    public void judge(double residual, double score, Pattern pattern) {
        this.residual = residual;
        this.score = score;
        this.pattern = pattern;
    }

    /** Makes every number NaN and the pattern {@link Pattern#NONE}: the sample was not scored. */
    public void clear() {
        expect(Double.NaN, Double.NaN, Double.NaN);
        judge(Double.NaN, Double.NaN, Pattern.NONE);
    }

    /** The value that was expected of the sample. */
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

    /** −log₁₀ of the chance of a sample at least this unusual, in [0, ∞). */
    public double score() {
        return score;
    }

    /** What it looks like; {@link Pattern#NONE} when the sample is not unusual. */
    public Pattern pattern() {
        return pattern;
    }

    /** Whether the detector finds the sample unusual. */
    public boolean unusual() {
        return pattern != Pattern.NONE;
    }
}
