package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The mean of the newest samples compared with that of the window before them: a shift too small for a single sample
 * shows in the mean of many (Montgomery, "Introduction to Statistical Quality Control", 9.3).
 *
 * <pre>
 * z = (m̄ − mean) / σₘ,   σₘ² = s² (1 + ρ) / (1 − ρ) (1 / span + 1 / n)
 * </pre>
 *
 * <p>where ρ ≥ 0 is the correlation of neighbours: similar samples carry less information together. O(span), allocates
 * nothing.
 */
final class MovingAverage implements Detector {

    private static final double RESOLUTION = 0x1p-46;

    private final SlidingWindow window;
    private final NormalBand band;
    private final int span;

    /** The detector with these settings, over this many newest samples. */
    public MovingAverage(MovingAverageConfig config, int window) {
        this.window = new SlidingWindow(window);
        this.band = new NormalBand(config.threshold());
        this.span = Math.min(config.span(), window);
    }

    @Override
    public int stateSize() {
        return window.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        int n = window.count(state, offset);
        if (n < 2 * span && n < window.capacity()) {
            out.accept(value);
            return;
        }
        int moments = SlidingWindow.moments(offset);
        double mean = RunningMoments.mean(state, moments);
        double sum = 0; // of the distances of the samples before this one
        for (int i = n - span + 1; i < n; i++) {
            sum += window.value(state, offset, i) - mean;
        }
        double sigma = sigma(state, offset, n);
        double z = NormalBand.residual((sum + (value - mean)) / span, sigma);
        double reach = band.sigmas(threshold) * sigma * span;
        double centre = mean - sum;
        out.expect(Numerics.clamp(mean, centre - reach, centre + reach), centre - reach, centre + reach);
        NormalBand.judge(z, Pattern.DRIFT, threshold, out);
    }

    /**
     * Of the mean of span samples; as 1 − ρ = δ² / (2 s²), (1 + ρ) / (1 − ρ) is (4 squares − successive) / successive.
     */
    private double sigma(double[] state, int offset, int n) {
        double squares = RunningMoments.sumOfSquares(state, SlidingWindow.moments(offset));
        double successive = SuccessiveDifferences.sumOfSquares(state, SlidingWindow.differences(offset));
        double bounded = Numerics.clamp(successive, squares / n, 2 * squares);
        double inflation = bounded > 0 ? (4 * squares - bounded) / bounded : 0;
        double variance = squares / (n - 1) * inflation * (1.0 / span + 1.0 / n);
        double floor = RESOLUTION * Math.abs(RunningMoments.mean(state, SlidingWindow.moments(offset)));
        return Numerics.larger(Math.sqrt(variance), floor);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        window.push(state, offset, value);
    }
}
