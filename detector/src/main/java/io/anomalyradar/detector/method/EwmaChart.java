package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.Arrays;

/**
 * A control chart of the exponentially weighted moving average (Roberts, "Control chart tests based on geometric moving
 * averages", Technometrics 1, 1959): small lasting shifts accumulate in it.
 *
 * <pre>
 * c ← c + λ (x − c),   z = (c − mean) / σ
 * </pre>
 *
 * <p>The textbook σ of c, s √(λ / (2 − λ)), is valid only for independent samples. Here mean and σ are the long-term
 * ones of c itself, so that a wandering signal is expected to wander. They are meaningless for another λ: with a
 * changed rate the chart starts from scratch. O(1).
 */
final class EwmaChart implements Detector {

    private static final int COUNT = 0;
    private static final int CHART = 1;
    private static final int REFERENCE = 2;
    private static final int RATE = REFERENCE + ClippedEwma.SIZE; // λ of these numbers
    private static final int LEAST = 32; // values of the chart

    private final ClippedEwma reference = new ClippedEwma(0.001);
    private final NormalBand band;
    private final double rate;
    private final double settled; // samples before the chart gives results

    /** The detector with these settings. */
    public EwmaChart(EwmaConfig config) {
        this.band = new NormalBand(config.threshold());
        this.rate = config.rate();
        this.settled = Math.ceil(2 / rate);
    }

    @Override
    public int stateSize() {
        return RATE + 1;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (state[offset + RATE] != rate || state[offset + COUNT] < settled + LEAST) {
            out.accept(value);
            return;
        }
        double chart = state[offset + CHART];
        double mean = reference.mean(state, offset + REFERENCE);
        double sigma = reference.sigma(state, offset + REFERENCE);
        double reach = band.sigmas(threshold) * sigma;
        double lower = chart + (mean - reach - chart) / rate;
        double upper = chart + (mean + reach - chart) / rate;
        out.expect(Numerics.clamp(mean, lower, upper), lower, upper);
        NormalBand.judge(NormalBand.residual(moved(chart, value) - mean, sigma), Pattern.DRIFT, threshold, out);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        if (state[offset + RATE] != rate) {
            Arrays.fill(state, offset, offset + stateSize(), 0);
            state[offset + RATE] = rate;
        }
        double n = state[offset + COUNT] + 1;
        double chart = n == 1 ? value : moved(state[offset + CHART], value);
        state[offset + COUNT] = n;
        state[offset + CHART] = chart;
        if (n > settled) {
            reference.update(state, offset + REFERENCE, n - settled, chart);
        }
    }

    private double moved(double chart, double value) {
        return chart + rate * (value - chart);
    }
}
