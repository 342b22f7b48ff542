package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Record novelty of the difference between a sample and the usual value at its hour of the week, or of the day until a
 * week is known. O(1).
 */
final class SeasonalResidual implements Detector {

    private static final int NOVELTY = WeeklyProfile.SIZE;

    private final WeeklyProfile profile = new WeeklyProfile(0.1);
    private final Novelty novelty;

    /** The detector with these settings. */
    public SeasonalResidual(SeasonalConfig config) {
        this.novelty = new Novelty(new NoveltyConfig(3, config.share(), Sides.BOTH));
    }

    @Override
    public int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (!profile.isKnown(state, offset, timestampMillis) || !novelty.isReady(state, offset + NOVELTY)) {
            out.accept(value);
            return;
        }
        double expected = profile.expected(state, offset, timestampMillis);
        double lower = expected + novelty.lower(state, offset + NOVELTY, threshold);
        double upper = expected + novelty.upper(state, offset + NOVELTY, threshold);
        double residual = value - expected;
        double score = novelty.score(state, offset + NOVELTY, residual);
        out.expect(expected, lower, upper);
        novelty.judge(state, offset + NOVELTY, residual, score, threshold, out);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        if (profile.isKnown(state, offset, timestampMillis)) {
            double residual = value - profile.expected(state, offset, timestampMillis);
            novelty.update(state, offset + NOVELTY, residual);
        }
        profile.update(state, offset, timestampMillis, value);
    }
}
