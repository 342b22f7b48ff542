package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Record novelty of the signal's rate of change, in its unit per second: a jump between two usual values is reported, a
 * slow rise is not. Samples of equal time are scored as if the previous interval lay between them, or one second if
 * there was none. O(1).
 */
final class RateOfChange implements Detector {

    private static final int COUNT = 0;
    private static final int PREVIOUS = 1;
    private static final int LAST = 2;
    private static final int SECONDS = 3; // the newest nonzero interval
    private static final int NOVELTY = 4;
    private static final double SECONDS_A_MILLI = 1e-3;

    private final Novelty novelty;

    /** The detector with these settings. */
    public RateOfChange(RateConfig config) {
        this.novelty = new Novelty(new NoveltyConfig(5, config.share(), Sides.BOTH));
    }

    @Override
    public int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (!novelty.isReady(state, offset + NOVELTY)) {
            out.accept(value);
            return;
        }
        double seconds = seconds(state, offset, timestampMillis);
        double previous = state[offset + PREVIOUS];
        double rate = (value - previous) / seconds;
        double lower = novelty.lower(state, offset + NOVELTY, threshold) * seconds + previous;
        double upper = novelty.upper(state, offset + NOVELTY, threshold) * seconds + previous;
        double evidence = novelty.score(state, offset + NOVELTY, rate);
        out.expect(novelty.mean(state, offset + NOVELTY) * seconds + previous, lower, upper);
        novelty.judge(state, offset + NOVELTY, rate, evidence, threshold, out);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        if (state[offset + COUNT] > 0) {
            double seconds = seconds(state, offset, timestampMillis);
            novelty.update(state, offset + NOVELTY, (value - state[offset + PREVIOUS]) / seconds);
            state[offset + SECONDS] = seconds;
        }
        state[offset + COUNT]++;
        state[offset + PREVIOUS] = value;
        state[offset + LAST] = timestampMillis;
    }

    private static double seconds(double[] state, int offset, long timestampMillis) {
        double elapsed = (timestampMillis - state[offset + LAST]) * SECONDS_A_MILLI;
        if (elapsed > 0) {
            return elapsed;
        }
        return state[offset + SECONDS] > 0 ? state[offset + SECONDS] : 1;
    }
}
