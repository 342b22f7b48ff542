package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;

/** Record novelty of an exponentially weighted mean over about {@value #SPAN} samples. */
final class Level {

    private static final int SPAN = 48;
    private static final double RATE = 2.0 / (SPAN + 1);
    private static final int MEAN = 0;
    private static final int NOVELTY = 1;

    private final Novelty novelty = new Novelty(new NoveltyConfig(5, 0.2, Sides.BOTH));

    int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    boolean isReady(double[] state, int offset) {
        return novelty.isReady(state, offset + NOVELTY);
    }

    /** {@link Novelty#scales}. */
    double scales(double[] state, int offset, double score) {
        return novelty.scales(state, offset + NOVELTY, score);
    }

    /** The value above which the surprise exceeds that of this many {@link #scales}. */
    double upper(double[] state, int offset, double scales) {
        return reaching(state, offset, novelty.above(state, offset + NOVELTY, scales));
    }

    /** The value below which the surprise exceeds that of this many {@link #scales}. */
    double lower(double[] state, int offset, double scales) {
        return reaching(state, offset, novelty.below(state, offset + NOVELTY, scales));
    }

    /** The sample that brings the mean to {@code bound}. */
    private static double reaching(double[] state, int offset, double bound) {
        double mean = state[offset + MEAN];
        return mean + (bound - mean) / RATE;
    }

    /** The surprise of the mean with {@code x}, the n-th sample, negative if it is low; then learns it. */
    double step(double[] state, int offset, double n, double x, boolean excursion) {
        double before = state[offset + MEAN];
        double mean = before + Numerics.learningRate(RATE, n) * (x - before);
        state[offset + MEAN] = mean;
        if (n < SPAN) {
            return 0;
        }
        double score = novelty.score(state, offset + NOVELTY, mean);
        novelty.update(state, offset + NOVELTY, mean, excursion);
        return score;
    }
}
