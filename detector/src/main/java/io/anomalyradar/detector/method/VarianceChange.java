package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.Arrays;

/**
 * Record novelty of the logarithm of the signal's spread, computed from the differences of neighbours (von Neumann
 * 1941, as in {@link io.anomalyradar.detector.method.SuccessiveDifferences}): a shift of the level is one difference of
 * many, so it does not count as spread.
 *
 * <pre>
 * y = ln σ,   σ the exponentially weighted deviation of xᵢ − xᵢ₋₁
 * </pre>
 *
 * <p>A constant signal has no spread and is not scored. The records are meaningless for another rate of σ: with a
 * changed rate the detector starts from scratch. O(1).
 */
final class VarianceChange implements Detector {

    private static final int COUNT = 0;
    private static final int PREVIOUS = 1;
    private static final int LOCAL = 2;
    private static final int NOVELTY = LOCAL + ClippedEwma.SIZE;

    private final Novelty novelty = new Novelty(new NoveltyConfig(5, 0.3, Sides.BOTH));
    private final int rateAt = NOVELTY + novelty.stateSize(); // the rate of these numbers
    private final ClippedEwma local;
    private final double rate;
    private final double settled;

    /** The detector with these settings. */
    public VarianceChange(VarianceConfig config) {
        this.rate = config.rate();
        this.local = new ClippedEwma(rate);
        this.settled = Math.ceil(2 / rate);
    }

    @Override
    public int stateSize() {
        return rateAt + 1;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double variance = variance(state, offset);
        boolean learnt = state[offset + rateAt] == rate;
        if (!learnt || !(variance > 0) || !novelty.isReady(state, offset + NOVELTY)) {
            out.accept(value);
            return;
        }
        double difference = local.mean(state, offset + LOCAL);
        double expected = state[offset + PREVIOUS] + difference;
        double d = value - expected;
        double most = 3 * Math.sqrt(variance); // the most that ClippedEwma learns
        double clipped = Numerics.clamp(d, -most, most);
        double scatter = 0.5 * Numerics.log((1 - rate) * (variance + rate * clipped * clipped));
        double score = novelty.score(state, offset + NOVELTY, scatter);
        double reach = reach(state, offset, variance, threshold);
        out.expect(expected, expected - reach, expected + reach);
        double evidence = Math.abs(score);
        Pattern pattern = evidence >= threshold ? Pattern.VARIANCE_CHANGE : Pattern.NONE;
        out.judge(novelty.residual(state, offset + NOVELTY, scatter), evidence, pattern);
    }

    /** The distance of a sample that brings the spread to the upper bound. */
    private double reach(double[] state, int offset, double variance, double threshold) {
        double bound = Numerics.exp(2 * novelty.upper(state, offset + NOVELTY, threshold));
        double square = (bound / (1 - rate) - variance) / rate;
        return square > 0 ? Math.sqrt(square) : 0;
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        if (state[offset + rateAt] != rate) {
            Arrays.fill(state, offset, offset + stateSize(), 0);
            state[offset + rateAt] = rate;
        }
        double n = state[offset + COUNT];
        state[offset + COUNT] = n + 1;
        if (n > 0) {
            local.update(state, offset + LOCAL, n, value - state[offset + PREVIOUS]);
            double variance = variance(state, offset);
            if (n > settled && variance > 0) {
                novelty.update(state, offset + NOVELTY, 0.5 * Numerics.log(variance));
            }
        }
        state[offset + PREVIOUS] = value;
    }

    private double variance(double[] state, int offset) {
        double sigma = local.sigma(state, offset + LOCAL);
        return sigma * sigma;
    }
}
