package io.anomalyradar.detector.method;

import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/** The surprise that the signal still has the same value: the evidence of its {@link EqualRun}. O(1). */
final class FlatLine implements Detector {

    private static final int RUN = 0;
    private static final int NEWEST = EqualRun.SIZE;

    private final int least;

    /** The detector with these settings. */
    public FlatLine(FlatLineConfig config) {
        this.least = config.least();
    }

    @Override
    public int stateSize() {
        return NEWEST + 1;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double length = length(state, offset, value);
        out.accept(value);
        if (length >= least) {
            double evidence = EqualRun.score(state, offset + RUN, length);
            out.judge(0, evidence, evidence >= threshold ? Pattern.FLAT_LINE : Pattern.NONE);
        }
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        EqualRun.update(state, offset + RUN, length(state, offset, value));
        state[offset + NEWEST] = value;
    }

    private static double length(double[] state, int offset, double value) {
        return EqualRun.length(state, offset + RUN, state[offset + NEWEST], value);
    }
}
