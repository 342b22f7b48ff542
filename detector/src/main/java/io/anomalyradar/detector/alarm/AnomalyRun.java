package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.verdict.Pattern;

/**
 * The current state of one anomaly of a series. Mutable and meant for reuse: {@link Alarm#step} fills it whenever it
 * returns a transition other than {@link Transition#NONE}; otherwise it leaves it unchanged.
 */
public final class AnomalyRun {

    private double start;
    private double end;
    private double samples;
    private double peakTime;
    private double peakValue;
    private double peakExpected;
    private double peakLower;
    private double peakUpper;
    private double peakScore;
    private Pattern pattern = Pattern.NONE;
    private Severity severity = Severity.WARNING;

    /** An empty run, to be filled by {@link Alarm#step}. */
    public AnomalyRun() {}

    void fill(double[] state, int run) {
        start = state[run + Alarm.START];
        end = state[run + Alarm.LAST_UNUSUAL];
        samples = state[run + Alarm.SAMPLES];
        int peak = run + Alarm.PEAK;
        peakTime = state[peak + Alarm.TIME];
        peakValue = state[peak + Alarm.VALUE];
        peakExpected = state[peak + Alarm.EXPECTED];
        peakLower = state[peak + Alarm.LOWER];
        peakUpper = state[peak + Alarm.UPPER];
        peakScore = state[peak + Alarm.SCORE];
        pattern = Pattern.of((int) state[run + Alarm.RUN_PATTERN]);
        severity = Severity.of((int) state[run + Alarm.SEVERITY]);
    }

    void write(ByteWriter out) {
        for (double number :
                new double[] {start, end, samples, peakTime, peakValue, peakExpected, peakLower, peakUpper, peakScore
                }) {
            out.writeDouble(number);
        }
        out.writeCount(pattern.code());
        out.writeCount(severity.code());
    }

    static AnomalyRun read(ByteReader in) {
        AnomalyRun run = new AnomalyRun();
        run.start = in.readDouble();
        run.end = in.readDouble();
        run.samples = in.readDouble();
        run.peakTime = in.readDouble();
        run.peakValue = in.readDouble();
        run.peakExpected = in.readDouble();
        run.peakLower = in.readDouble();
        run.peakUpper = in.readDouble();
        run.peakScore = in.readDouble();
        run.pattern = Pattern.of(in.readCount("pattern", Pattern.last()));
        run.severity = Severity.of(in.readCount("severity", Severity.CRITICAL.code()));
        return run;
    }

    /** Time of the first unusual evaluation that counts. */
    public long startMillis() {
        return (long) start;
    }

    /** Time of the newest unusual evaluation: the end, once the run has ended. */
    public long endMillis() {
        return (long) end;
    }

    /** The number of evaluations from the start to the newest unusual one, both included. */
    public long samples() {
        return (long) samples;
    }

    /** Time of the evaluation with the highest score; the first of several equal ones. */
    public long peakMillis() {
        return (long) peakTime;
    }

    /** The value at the peak. */
    public double peakValue() {
        return peakValue;
    }

    /** The expected value at the peak. */
    public double peakExpected() {
        return peakExpected;
    }

    /** The lower edge of the band at the peak. */
    public double peakLower() {
        return peakLower;
    }

    /** The upper edge of the band at the peak. */
    public double peakUpper() {
        return peakUpper;
    }

    /** The highest score, −log₁₀ p. */
    public double peakScore() {
        return peakScore;
    }

    /** The pattern of the run: that of its peak, or {@link Pattern#LEVEL_SHIFT} once it has lasted long enough. */
    public Pattern pattern() {
        return pattern;
    }

    /** Its severity; it never falls while the run lasts. */
    public Severity severity() {
        return severity;
    }
}
