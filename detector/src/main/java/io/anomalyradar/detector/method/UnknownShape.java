package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Windows with an unknown shape, at any level: {@link Shape} over the long-term level, spread and rhythm of the signal.
 * A window is complete with its last sample, so the evidence covers the windows up to the previous sample. For periodic
 * signals, such as a pulse.
 */
final class UnknownShape implements Detector {

    private static final int COUNT = 0;
    private static final int SCORE = 1; // of the window that ended with the newest sample
    private static final int LONG_TERM = 2;
    private static final int RHYTHM = LONG_TERM + ClippedEwma.SIZE;
    private static final int SHAPE = RHYTHM + Rhythm.SIZE;

    private final ClippedEwma longTerm = new ClippedEwma(0.0003);
    private final Shape shape = new Shape();
    private final NormalBand band;

    /** The detector with these settings. */
    public UnknownShape(ShapeConfig config) {
        this.band = new NormalBand(config.threshold());
    }

    @Override
    public int stateSize() {
        return SHAPE + shape.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        double mean = longTerm.mean(state, offset + LONG_TERM);
        double reach = band.sigmas(threshold) * sigma;
        double evidence = state[offset + SCORE];
        out.expect(mean, mean - reach, mean + reach);
        double residual = NormalBand.residual(value - mean, sigma);
        out.judge(residual, evidence, evidence >= threshold ? Pattern.SHAPE : Pattern.NONE);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double n = state[offset + COUNT] + 1;
        int level = offset + LONG_TERM;
        double residual = n > 2 ? longTerm.residual(state, level, value) : 0;
        double mean = longTerm.mean(state, level);
        double sigma = longTerm.sigma(state, level);
        state[offset + COUNT] = n;
        Rhythm.update(state, offset + RHYTHM, residual);
        longTerm.update(state, level, n, value);
        double stay = Rhythm.length(state, offset + RHYTHM);
        double score = shape.step(state, offset + SHAPE, n, value, mean, sigma, stay);
        state[offset + SCORE] = Numerics.larger(score, 0);
    }
}
