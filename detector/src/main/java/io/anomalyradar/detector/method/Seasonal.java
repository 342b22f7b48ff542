package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;

/** Record novelty of the difference between a sample and the usual value at its hour of the day. */
final class Seasonal {

    private static final int PROFILE = 0;
    private static final int NOVELTY = DailyProfile.SIZE;

    private final DailyProfile profile = new DailyProfile(0.1);
    private final Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.BOTH));

    int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    /** Whether the hour and the differences are known well enough for scoring. */
    boolean isReady(double[] state, int offset, long timestampMillis) {
        return profile.isKnown(state, offset + PROFILE, timestampMillis) && novelty.isReady(state, offset + NOVELTY);
    }

    double expected(double[] state, int offset, long timestampMillis) {
        return profile.expected(state, offset + PROFILE, timestampMillis);
    }

    /** {@link Novelty#scales}. */
    double scales(double[] state, int offset, double score) {
        return novelty.scales(state, offset + NOVELTY, score);
    }

    /** The value above which the surprise exceeds that of this many {@link #scales}. */
    double upper(double[] state, int offset, double expected, double scales) {
        return expected + novelty.above(state, offset + NOVELTY, scales);
    }

    /** The value below which the surprise exceeds that of this many {@link #scales}. */
    double lower(double[] state, int offset, double expected, double scales) {
        return expected + novelty.below(state, offset + NOVELTY, scales);
    }

    /** The surprise of {@code x}, negative if it is low; then learns it. */
    double step(double[] state, int offset, long timestampMillis, double x, boolean excursion) {
        double score = 0;
        if (profile.isKnown(state, offset + PROFILE, timestampMillis)) {
            double residual = x - expected(state, offset, timestampMillis);
            score = novelty.score(state, offset + NOVELTY, residual);
            novelty.update(state, offset + NOVELTY, residual, excursion);
        }
        profile.update(state, offset + PROFILE, timestampMillis, x);
        return score;
    }
}
