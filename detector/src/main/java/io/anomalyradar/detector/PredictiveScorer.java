package io.anomalyradar.detector;

import io.anomalyradar.detector.method.Predictive;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.verdict.Verdict;

/** Scores with the default detector. */
final class PredictiveScorer implements Scorer {

    private final Predictive detector;
    private final double threshold;

    PredictiveScorer(PredictiveConfig config) {
        this.detector = new Predictive(config);
        this.threshold = config.threshold();
    }

    @Override
    public int stateSize() {
        return detector.stateSize();
    }

    @Override
    public double threshold() {
        return threshold;
    }

    @Override
    public int learnt(double[] state, int offset) {
        return detector.learnt(state, offset);
    }

    @Override
    public double most(double[] state, int offset) {
        return detector.most(state, offset);
    }

    @Override
    public void learn(double[] state, int offset, long timestampMillis, double value, Verdict scratch) {
        detector.step(state, offset, timestampMillis, value, Double.POSITIVE_INFINITY, scratch);
    }

    @Override
    public void step(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        detector.step(state, offset, timestampMillis, value, threshold, out);
    }

    /** Copies the state of the same method; otherwise starts from scratch, because the times of samples are unknown. */
    @Override
    public void succeed(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        if (from.method() == Method.PREDICTIVE) {
            System.arraycopy(source, sourceOffset + from.detector(), target, targetOffset, detector.stateSize());
        }
    }
}
