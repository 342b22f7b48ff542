package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Drift: the newest samples rise or fall significantly ({@link SlidingTrend}). The evidence is that of the slope of the
 * window, once it is full; the band surrounds the next value of the line. For signals that should stay at one level
 * over a window: a season longer than the window counts as a trend. O(1) amortised.
 */
final class TrendDetector implements Detector {

    private final SlidingTrend trend;
    private final NormalBand band;
    private final int full;

    /** The detector with these settings, over this many newest samples. */
    public TrendDetector(TrendConfig config, int window) {
        this.trend = new SlidingTrend(window);
        this.band = new NormalBand(config.threshold());
        this.full = window;
    }

    @Override
    public int stateSize() {
        return trend.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (trend.count(state, offset) < full) {
            out.accept(value);
            return;
        }
        double sigmas = band.sigmas(threshold);
        double expected = trend.next(state, offset);
        double reach = sigmas * trend.sigma(state, offset);
        double significance =
                Numerics.clamp(trend.significance(state, offset), -NormalBand.MAX_RESIDUAL, NormalBand.MAX_RESIDUAL);
        boolean drifts = trend.direction(state, offset, sigmas) != Direction.STABLE;
        out.expect(expected, expected - reach, expected + reach);
        out.judge(significance, Numerics.normalTailScore(significance), drifts ? Pattern.DRIFT : Pattern.NONE);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        trend.push(state, offset, value);
    }
}
