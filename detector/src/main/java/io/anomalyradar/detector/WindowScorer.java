package io.anomalyradar.detector;

import io.anomalyradar.detector.method.SlidingWindow;
import io.anomalyradar.detector.method.ZScore;
import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.verdict.Verdict;

/** Scores by the z-score, compared with the window of the newest samples, which follows the detector's own numbers. */
final class WindowScorer implements Scorer {

    private final SlidingWindow window;
    private final ZScore zscore;

    WindowScorer(int window, ZScoreConfig config) {
        this.window = new SlidingWindow(window);
        this.zscore = new ZScore(config);
    }

    @Override
    public int stateSize() {
        return ZScore.SIZE + window.stateSize();
    }

    @Override
    public double threshold() {
        return 0;
    }

    @Override
    public int learnt(double[] state, int offset) {
        return window.count(state, offset + ZScore.SIZE);
    }

    @Override
    public double most(double[] state, int offset) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public void learn(double[] state, int offset, long timestampMillis, double value, Verdict scratch) {
        push(state, offset, value);
    }

    @Override
    public void step(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        out.save(state, offset, offset + ZScore.SIZE);
        double learnt = zscore.step(state, offset, offset + ZScore.SIZE, value, out);
        out.decided(state, threshold);
        push(state, offset, learnt);
    }

    private void push(double[] state, int offset, double learnt) {
        window.push(state, offset + ZScore.SIZE, learnt);
        zscore.refresh(state, offset, offset + ZScore.SIZE);
    }

    /**
     * From another window, keeps as many of its newest samples as this one holds; from a method without a window,
     * starts from scratch.
     */
    @Override
    public void succeed(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        if (from.method() != Method.ZSCORE) {
            return;
        }
        System.arraycopy(source, sourceOffset + from.detector(), target, targetOffset, ZScore.SIZE);
        SlidingWindow old = new SlidingWindow(from.window());
        window.resize(source, sourceOffset + from.windowAt(), old, target, targetOffset + ZScore.SIZE);
        zscore.refresh(target, targetOffset, targetOffset + ZScore.SIZE);
    }
}
