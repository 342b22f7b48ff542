package io.anomalyradar.detector.method;

import io.anomalyradar.detector.verdict.Verdict;

/**
 * Distance of a sample from the median of the samples before it, in sigmas that outliers among them cannot widen
 * (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC 1993).
 *
 * <pre>
 * z = (x − median) / σ,   σ = 1.4826 median |xᵢ − median|
 * </pre>
 *
 * <p>Up to half of the window may be outliers. If more than half of it is one value, σ is half of the distance between
 * the 16 % and 84 % quantiles; if these are equal too, σ is a fraction of the magnitude of the median. O(window) with
 * the constant of a block copy.
 */
final class RobustZScore implements Detector {

    private static final double TO_SIGMA = 1.482602218505602; // 1 / Φ⁻¹(¾)
    private static final double ONE_SIGMA = 0.8413447460685429; // Φ(1)
    private static final int LEAST = 8;

    private final SlidingMedian window;
    private final NormalBand band;
    private final double constantTolerance;

    /** The detector with these settings, over this many newest samples. */
    public RobustZScore(RobustZScoreConfig config, int window) {
        this.window = new SlidingMedian(window);
        this.band = new NormalBand(config.threshold());
        this.constantTolerance = config.constantTolerance();
    }

    @Override
    public int stateSize() {
        return window.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (window.count(state, offset) < LEAST) {
            out.accept(value);
            return;
        }
        double median = window.median(state, offset);
        band.judge(value, median, sigma(state, offset, median), threshold, out);
    }

    private double sigma(double[] state, int offset, double median) {
        double deviation = window.deviation(state, offset);
        if (deviation > 0) {
            return TO_SIGMA * deviation;
        }
        double wide = window.quantile(state, offset, ONE_SIGMA) - window.quantile(state, offset, 1 - ONE_SIGMA);
        return wide > 0 ? 0.5 * wide : constantTolerance * Math.abs(median);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        window.push(state, offset, value);
    }
}
