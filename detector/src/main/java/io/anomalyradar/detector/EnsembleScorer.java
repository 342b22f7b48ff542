package io.anomalyradar.detector;

import io.anomalyradar.detector.method.Ensemble;
import io.anomalyradar.detector.method.EnsembleConfig;
import io.anomalyradar.detector.method.SlidingWindow;
import io.anomalyradar.detector.verdict.Verdict;

/** Scores with the ensemble. */
final class EnsembleScorer implements Scorer {

    private final Ensemble ensemble;
    private final double threshold;

    EnsembleScorer(EnsembleConfig config) {
        this.ensemble = new Ensemble(config);
        this.threshold = config.threshold();
    }

    @Override
    public int stateSize() {
        return ensemble.stateSize();
    }

    @Override
    public double threshold() {
        return threshold;
    }

    @Override
    public int learnt(double[] state, int offset) {
        return ensemble.learnt(state, offset);
    }

    @Override
    public void learn(double[] state, int offset, long timestampMillis, double value, Verdict scratch) {
        ensemble.step(state, offset, timestampMillis, value, threshold, scratch);
    }

    @Override
    public void step(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        ensemble.step(state, offset, timestampMillis, value, threshold, out);
    }

    /**
     * Learns the samples of a raw z-score window as if all had arrived at the time of the newest, because their own
     * times are unknown.
     */
    @Override
    public void succeed(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        if (from.method() == Method.ENSEMBLE) {
            System.arraycopy(source, sourceOffset + from.detector(), target, targetOffset, ensemble.stateSize());
        } else if (from.method() == Method.ZSCORE) {
            learnWindow(source, sourceOffset, from, target, targetOffset);
        }
    }

    private void learnWindow(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        SlidingWindow window = new SlidingWindow(from.window());
        int windowAt = sourceOffset + from.windowAt();
        long newest = (long) source[sourceOffset + from.own() + SeriesLayout.LAST];
        Verdict unread = new Verdict();
        for (int i = 0; i < window.count(source, windowAt); i++) {
            ensemble.step(target, targetOffset, newest, window.value(source, windowAt, i), threshold, unread);
        }
    }
}
