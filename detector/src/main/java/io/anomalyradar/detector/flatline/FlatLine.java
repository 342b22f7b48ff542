package io.anomalyradar.detector.flatline;

import io.anomalyradar.detector.method.Detector;
import io.anomalyradar.detector.span.Spans;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * How surprising it is that the signal still has the same value: the run of exactly equal samples against the longest runs before it ({@link Spans}).
 *
 * <p>A counter of few values has long runs, and is surprised by far longer ones only; a signal that hardly ever changes has too few runs to
 * be surprised at all. O(1).
 */
public final class FlatLine implements Detector {

    private static final int RUN = 0; // equal samples up to the newest
    private static final int VALUE = 1;
    private static final int SPANS = 2;

    private final int least;

    /** The detector with these settings. */
    public FlatLine(FlatLineConfig config) {
        this.least = config.least();
    }

    @Override
    public int stateSize() {
        return SPANS + Spans.SIZE;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double run = state[offset + RUN] + 1;
        out.accept(value);
        if (value == state[offset + VALUE] && run >= least) {
            double evidence = Spans.score(state, offset + SPANS, run);
            out.judge(0, evidence, evidence >= threshold ? Pattern.FLAT_LINE : Pattern.NONE);
        }
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double run = state[offset + RUN];
        if (run > 0 && value != state[offset + VALUE]) {
            Spans.update(state, offset + SPANS, run);
            run = 0;
        }
        state[offset + RUN] = run + 1;
        state[offset + VALUE] = value;
    }
}
