package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The adaptive window (Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007): the
 * longest window of newest samples with one mean. When two parts of it differ significantly, the level has shifted and
 * the older part is discarded.
 */
final class Adwin implements Detector {

    /*
     * Test. A cut into parts of n₀ and n₁ samples is significant at δ' if (equation 3.1 of the paper, with the range R
     * for values that are not in [0, 1])
     *
     *   |x̄₀ − x̄₁| ≥ √(2/m σ² L) + 2R/(3m) L, L = ln(2/δ'), 1/m = (1/n₀ + 1/n₁) I
     *
     * Solved for L, this gives the evidence −log₁₀ δ with δ' = δ / n, the maximum over all cuts. R = 6 σ, because
     * samples are clipped to 3 long-term sigmas before they are learnt. I = (1 + ρ)/(1 − ρ) is the inflation by the
     * correlation ρ ≥ 0 of neighbours: the paper assumes independent samples. The test runs after every EVERY samples.
     */

    private static final int EVERY = 8;
    private static final int LEAST = 16; // samples in each part
    private static final double LN_2 = 0.6931471805599453;
    private static final double CUT = 3;

    private static final int COUNT = 0;
    private static final int PREVIOUS = 1;
    private static final int LONG_TERM = 2;
    private static final int SUCCESSIVE = LONG_TERM + ClippedEwma.SIZE; // mean of (xᵢ − xᵢ₋₁)²
    private static final int BUCKETS = SUCCESSIVE + 1;
    private static final double RATE = 0.001;

    private final ClippedEwma longTerm = new ClippedEwma(RATE);

    private final double threshold;

    /** The detector with these settings. */
    public Adwin(AdwinConfig config) {
        this.threshold = config.threshold();
    }

    @Override
    public int stateSize() {
        return BUCKETS + AdwinBuckets.SIZE;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        int buckets = offset + BUCKETS;
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        if (AdwinBuckets.total(state, buckets) < 2 * LEAST || !(sigma > 0)) {
            out.accept(value);
            return;
        }
        double mean = AdwinBuckets.mean(state, buckets);
        double evidence = Numerics.isMultiple(state[offset + COUNT], EVERY) ? evidence(state, offset) : 0;
        out.expect(mean, mean - CUT * sigma, mean + CUT * sigma);
        double residual = longTerm.residual(state, offset + LONG_TERM, value);
        out.judge(residual, evidence, evidence >= threshold ? Pattern.LEVEL_SHIFT : Pattern.NONE);
    }

    /** The evidence of the best cut, −log₁₀ δ, at least 0. */
    private double evidence(double[] state, int offset) {
        int buckets = offset + BUCKETS;
        double n = AdwinBuckets.total(state, buckets);
        double sum = AdwinBuckets.sum(state, buckets);
        double variance = AdwinBuckets.variance(state, buckets);
        double range = 2 * CUT * Math.sqrt(variance);
        double inflation = inflation(state, offset);
        double older = 0;
        double olderSum = 0;
        double best = 0;
        for (int row = AdwinBuckets.ROWS - 1; row >= 0; row--) {
            for (int i = AdwinBuckets.held(state, buckets, row) - 1; i >= 0; i--) {
                older += AdwinBuckets.samples(row);
                olderSum += AdwinBuckets.sum(state, buckets, row, i);
                double newer = n - older;
                if (older >= LEAST && newer >= LEAST) {
                    double m = older * newer / (n * inflation);
                    double distance = Math.abs(olderSum / older - (sum - olderSum) / newer);
                    best = Numerics.larger(best, exponent(distance, m, variance, range));
                }
            }
        }
        return Numerics.larger(best - LN_2 - Numerics.log(n), 0) * Numerics.LOG10_E;
    }

    /** Solves for L, given a distance: √L is the root of 2R/(3m) L + √(2σ²/m) √L = distance. */
    private static double exponent(double distance, double m, double variance, double range) {
        double a = 2 * range / (3 * m);
        double b = Math.sqrt(2 * variance / m);
        if (!(a > 0)) {
            return 0;
        }
        double root = (Math.sqrt(b * b + 4 * a * distance) - b) / (2 * a);
        return root * root;
    }

    /** (1 + ρ) / (1 − ρ), in [1, 1000]; as 1 − ρ = δ² / (2 s²) it is (4 s² − δ²) / δ². */
    private double inflation(double[] state, int offset) {
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        double square = sigma * sigma;
        double successive = Numerics.clamp(state[offset + SUCCESSIVE], 0.002 * square, 2 * square);
        return (4 * square - successive) / successive;
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        int buckets = offset + BUCKETS;
        double n = state[offset + COUNT] + 1;
        double mean = longTerm.mean(state, offset + LONG_TERM);
        double reach = CUT * longTerm.sigma(state, offset + LONG_TERM);
        double learnt = n > 2 * LEAST ? Numerics.clamp(value, mean - reach, mean + reach) : value;
        if (verdict.unusual()) {
            do {
                AdwinBuckets.removeOldest(state, buckets);
            } while (AdwinBuckets.total(state, buckets) > 2 * LEAST && evidence(state, offset) >= threshold);
        }
        AdwinBuckets.add(state, buckets, learnt);
        double step = n == 1 ? 0 : learnt - state[offset + PREVIOUS];
        state[offset + SUCCESSIVE] += Numerics.larger(RATE, 1 / n) * (step * step - state[offset + SUCCESSIVE]);
        state[offset + PREVIOUS] = learnt;
        state[offset + COUNT] = n;
        longTerm.update(state, offset + LONG_TERM, n, value);
    }
}
