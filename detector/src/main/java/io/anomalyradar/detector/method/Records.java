package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Record novelty of the samples themselves: each sample beyond all earlier ones is a surprise that depends on how far
 * it is beyond them. O(1).
 */
final class Records implements Detector {

    private final Novelty novelty;

    /** The detector with these settings. */
    public Records(RecordConfig config) {
        this.novelty = new Novelty(new NoveltyConfig(5, config.share(), Sides.BOTH));
    }

    @Override
    public int stateSize() {
        return novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (!novelty.isReady(state, offset)) {
            out.accept(value);
            return;
        }
        double lower = novelty.lower(state, offset, threshold);
        double upper = novelty.upper(state, offset, threshold);
        out.expect(novelty.mean(state, offset), lower, upper);
        novelty.judge(state, offset, value, novelty.score(state, offset, value), threshold, out);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        novelty.update(state, offset, value);
    }
}
