package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The surprise of an interval without samples, compared with the longest earlier intervals ({@link Spans}). The sample
 * that ends the gap reports it; detecting that nothing arrives at all needs a clock, so it is left to the host. Samples
 * of equal time form no interval. O(1).
 */
final class Gap implements Detector {

    private static final int COUNT = 0; // samples
    private static final int LAST = 1;
    private static final int USUAL = 2; // mean interval
    private static final int SPANS = 3;
    private static final double RATE = 0.05;

    private final double least;

    /** The detector with these settings. */
    public Gap(GapConfig config) {
        this.least = config.least();
    }

    @Override
    public int stateSize() {
        return SPANS + Spans.SIZE;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        out.accept(value);
        double interval = timestampMillis - state[offset + LAST];
        if (state[offset + COUNT] > 1 && interval >= least * state[offset + USUAL]) {
            double evidence = Spans.score(state, offset + SPANS, interval);
            out.judge(0, evidence, evidence >= threshold ? Pattern.GAP : Pattern.NONE);
        }
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double count = state[offset + COUNT];
        double interval = timestampMillis - state[offset + LAST];
        if (count > 0 && interval > 0) {
            double usual = state[offset + USUAL];
            double bounded = usual > 0 ? Math.min(interval, least * usual) : interval;
            state[offset + USUAL] += Numerics.larger(RATE, 1 / count) * (bounded - usual);
            Spans.update(state, offset + SPANS, interval);
        }
        if (count == 0 || interval > 0) {
            state[offset + COUNT] = count + 1;
        }
        state[offset + LAST] = timestampMillis;
    }
}
