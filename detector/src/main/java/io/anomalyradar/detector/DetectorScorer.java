package io.anomalyradar.detector;

import io.anomalyradar.detector.method.Detector;
import io.anomalyradar.detector.method.UnivariateConfig;
import io.anomalyradar.detector.verdict.Verdict;

/** Scores with one detector, whose numbers follow the count of learnt samples. */
final class DetectorScorer implements Scorer {

    private static final int COUNT = 0;
    private static final int DETECTOR = 1;

    private final Method method;
    private final double threshold;
    private final Detector detector;

    DetectorScorer(UnivariateConfig config, int window) {
        this.method = Method.of(config);
        this.threshold = config.threshold();
        this.detector = config.detector(window);
    }

    @Override
    public int stateSize() {
        return DETECTOR + detector.stateSize();
    }

    @Override
    public double threshold() {
        return threshold;
    }

    @Override
    public int learnt(double[] state, int offset) {
        return (int) state[offset + COUNT];
    }

    @Override
    public double most(double[] state, int offset) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public void learn(double[] state, int offset, long timestampMillis, double value, Verdict scratch) {
        step(state, offset, timestampMillis, value, threshold, scratch);
    }

    @Override
    public void step(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        detector.score(state, offset + DETECTOR, timestampMillis, value, threshold, out);
        out.decided(state, threshold);
        detector.update(state, offset + DETECTOR, timestampMillis, value, out);
        state[offset + COUNT]++;
    }

    /** Copies the state of the same method and window; otherwise starts from scratch. */
    @Override
    public void succeed(double[] source, int sourceOffset, SeriesLayout from, double[] target, int targetOffset) {
        if (from.method() == method && from.numbers() == stateSize()) {
            System.arraycopy(source, sourceOffset + from.detector(), target, targetOffset, stateSize());
        }
    }
}
